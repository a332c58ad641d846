"""What can go wrong with an input, and what the user can do about it.

JixiaoError                     exit  code
├── UsageError                  2     usage
├── OutputError                 3     output-unwritable
├── LexiconError                2     lexicon
├── InternalError               1     internal
└── InputError                  1     input
    ├── MissingInput            1     not-found
    ├── NoReports               1     no-reports
    ├── EmptyInput              1     empty
    ├── BinaryNoise             1     not-a-document
    ├── UnsupportedFormat       1     unsupported
    ├── EncryptedInput          1     encrypted
    ├── CorruptInput            1     corrupt
    ├── TooLarge                1     too-large
    ├── Timeout                 1     timeout
    ├── MissingPage             1     no-such-page
    └── OcrFailed               1     ocr-failed

A class has a stable code and an exit status. An instance has a message that says what happened and a remedy that says
what to do next, each in Chinese and English. Anything else that reaches the command line is a bug of ours.
"""

from __future__ import annotations

from typing import Any, ClassVar


class JixiaoError(Exception):
    """Root of every error that is not a bug: ``message`` in two languages, and a ``remedy``."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1
    default_remedy: ClassVar[tuple[str, str]] = ("", "")

    def __init__(self, zh: str, en: str, *, remedy: tuple[str, str] | None = None, page: int | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.remedy = remedy or self.default_remedy
        self.page = page

    def __reduce__(self) -> tuple[Any, ...]:
        """Errors travel from worker processes; the default would call the class with one argument."""
        return _again, (type(self), self.zh, self.en, self.remedy, self.page)

    def text(self, language: str = "zh") -> str:
        """One or two sentences for a person: what happened, what to do."""
        message, remedy = (self.zh, self.remedy[0]) if language == "zh" else (self.en, self.remedy[1])
        return f"{message} {remedy}".strip() if language != "zh" else f"{message}{remedy}"


def _again(kind: type[JixiaoError], zh: str, en: str, remedy: tuple[str, str], page: int | None) -> JixiaoError:
    return kind(zh, en, remedy=remedy, page=page)


class UsageError(JixiaoError):
    """The command or the function was called wrongly."""

    code = "usage"
    exit_status = 2


class OutputError(JixiaoError):
    """Nothing can be written where the user wants it."""

    code = "output-unwritable"
    exit_status = 3
    default_remedy = (
        "请换一个可写的输出文件夹，或腾出磁盘空间。",
        "Choose a folder you may write to, or free some disk space.",
    )


class LexiconError(JixiaoError):
    """A lexicon file has a mistake; the message names file and line."""

    code = "lexicon"
    exit_status = 2


class InternalError(JixiaoError):
    """A bug of ours met one document; the others go on, and the traceback was saved."""

    code = "internal"
    default_remedy = (
        "这是程序的缺陷，请把该文件夹中的错误记录发给我们。",
        "This is a bug in jixiao: please report it with the error log.",
    )


class InputError(JixiaoError):
    """One document cannot be read; the others go on."""

    code = "input"


class MissingInput(InputError):
    """The path leads to nothing, or the file vanished before it was read."""

    code = "not-found"
    default_remedy = ("请检查路径是否正确、文件是否已被移走。", "Check the path, and whether the file has been moved.")


class NoReports(InputError):
    """A folder or a pattern that leads to no report."""

    code = "no-reports"
    default_remedy = (
        "请检查文件夹是否正确；其中应有文本、DOCX、PDF、XLSX 或 HTML 报告。",
        "Check the folder: it should hold reports as text, DOCX, PDF, XLSX or HTML.",
    )


class EmptyInput(InputError):
    """A file without content."""

    code = "empty"
    default_remedy = ("请重新取得该文件。", "Obtain the file again.")


class BinaryNoise(InputError):
    """Bytes that are neither text nor a document."""

    code = "not-a-document"
    default_remedy = (
        "请确认它是报告文件（文本、DOCX、PDF、XLSX 或 HTML）。",
        "Make sure that it is a report (text, DOCX, PDF, XLSX or HTML).",
    )


class UnsupportedFormat(InputError):
    """A known format that this installation cannot read."""

    code = "unsupported"


class EncryptedInput(InputError):
    """The document asks for a password."""

    code = "encrypted"
    default_remedy = ("请去掉密码另存一份再试。", "Save a copy without the password and try again.")


class CorruptInput(InputError):
    """Truncated or damaged: the format is recognised, the content cannot be read."""

    code = "corrupt"
    default_remedy = ("请重新下载或从原件另存一份。", "Download it again, or save it anew from the original.")


class TooLarge(InputError):
    """A finite limit was reached (see ``limits``)."""

    code = "too-large"
    default_remedy = ("请拆分文件，或提高相应的限额。", "Split the file, or raise the limit.")


class Timeout(InputError):
    """Reading took longer than the limit."""

    code = "timeout"
    default_remedy = ("请拆分文件，或提高时限。", "Split the file, or raise the time limit.")


class MissingPage(InputError):
    """A page was asked for that the document does not have."""

    code = "no-such-page"
    default_remedy = ("请改正页码后再试。", "Correct the page numbers and try again.")


class OcrFailed(InputError):
    """The OCR engine could not read a page."""

    code = "ocr-failed"


def tree(root: type[JixiaoError] = JixiaoError) -> list[type[JixiaoError]]:
    """Every error class, parents before children: for the reference docs and their test."""
    return [root, *(found for child in root.__subclasses__() for found in tree(child))]
