"""``python -m jixiao``: the command line where the script is not on the PATH."""

from jixiao.cli import main

if __name__ == "__main__":  # worker processes import this module, too, under another name
    main()
