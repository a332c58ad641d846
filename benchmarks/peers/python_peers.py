"""Runs JioNLP or cn2an over texts in an environment of their own: JSON in, JSON out. Argument: jionlp or cn2an."""

import contextlib
import io
import json
import re
import sys
import time

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def jionlp():
    import jionlp as jio

    def read(text):
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                found = jio.ner.extract_money(text, with_parsing=True)
            except Exception as error:  # a peer that raises has read nothing
                return [{"start": 0, "end": 0, "value": None, "unit": None, "error": str(error)}]
        readings = []
        for item in found:
            number = (item.get("detail") or {}).get("num")
            value = number[0] if isinstance(number, list) else number
            readings.append(
                {"start": item["offset"][0], "end": item["offset"][1], "value": value, "unit": item["detail"]["case"]}
            )
        return readings

    return read


def cn2an():
    import cn2an

    def read(text):
        try:
            turned = cn2an.transform(text, "cn2an")
        except Exception as error:
            return [{"start": None, "end": None, "value": None, "unit": None, "error": str(error)}]
        return [{"start": None, "end": None, "value": found[0], "unit": None} for found in NUMBER.finditer(turned)]

    return read


def main():
    real = sys.stdout
    sys.stdout = io.StringIO()  # banners
    read = {"jionlp": jionlp, "cn2an": cn2an}[sys.argv[1]]()
    given = json.load(sys.stdin)
    read("预热3家")
    begun = time.process_time()
    for line in given["long"]:
        read(line)
    seconds = time.process_time() - begun
    readings = [read(text) for text in given["texts"]]
    json.dump({"readings": readings, "seconds": seconds}, real)


if __name__ == "__main__":
    main()
