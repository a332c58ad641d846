"""What the user sees when something fails: never a traceback. Ours are saved to a file with a request to report them."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from jixiao.cli.language import current, say
from jixiao.document.errors import JixiaoError
from jixiao.emit.plain import plain


def guarded(command: Callable[[], object]) -> int:
    """Run a command; give the exit status. Errors of the user's world are explained, ours are saved to a file."""
    try:
        command()
        return 0
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except JixiaoError as error:
        tell(error)
        return error.exit_status
    except KeyboardInterrupt:
        print(say("已中断。", "Interrupted."), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # `jixiao show … | head`: the reader has seen enough. Keep Python from complaining when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        path = save_traceback(error)
        print(
            say(
                f"程序出错（{type(error).__name__}）。这是 jixiao 的缺陷，不是您的文件的问题。\n"
                f"错误记录已存为 {path}\n请看一遍其中是否有不宜外传的内容，再把它发给维护者（见 CONTRIBUTING.md）。",
                f"jixiao failed ({type(error).__name__}). This is a bug in jixiao, not a fault of your file.\n"
                f"The details were saved to {path}\n"
                "Please look through that file for anything private, then report it (see CONTRIBUTING.md).",
            ),
            file=sys.stderr,
        )
        return 70  # EX_SOFTWARE


def tell(error: JixiaoError) -> None:
    """Print an error for a person: its code, what happened, what to do."""
    print(f"{say('错误', 'Error')} [{error.code}] {plain(error.text(current()))}", file=sys.stderr)


def save_traceback(error: BaseException) -> Path:
    """Write the traceback into a file of the temporary folder; give its path."""
    from jixiao.batch.versions import VERSION

    lines = [
        f"jixiao {VERSION}, Python {platform.python_version()}, {platform.platform()}",
        "",
        *traceback.format_exception(error),
    ]
    handle, name = tempfile.mkstemp(prefix=time.strftime("jixiao-bug-%Y%m%d-%H%M%S-"), suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write("\n".join(lines))
    return Path(name)
