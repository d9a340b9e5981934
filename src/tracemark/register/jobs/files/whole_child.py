"""Reads one XLS or ODS file and prints its rows as JSON lines; run as a program of its own by ``whole.py``."""

import contextlib
import datetime
import json
import sys


def plain(value):
    """A value as JSON can hold it; a date becomes a list of one text."""
    if isinstance(value, datetime.datetime):
        return [value.date().isoformat()]
    if isinstance(value, datetime.date):
        return [value.isoformat()]
    if isinstance(value, datetime.time | datetime.timedelta):
        return str(value)
    return value


def main():
    """Rows of all sheets, then one line that says where each sheet begins."""
    path, memory, columns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    index, place = [], 0
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        start, count = place, 0
        first = sheet.start[0] if sheet.start else 0
        if sheet.end and sheet.end[1] + 1 > columns:
            sys.exit(4)
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            if any(value != "" for value in row):
                line = (json.dumps([number, [plain(v) for v in row]], ensure_ascii=False) + "\n").encode()
                sys.stdout.buffer.write(line)
                place += len(line)
                count += 1
        index.append({"name": name, "start": start, "rows": count, "first": first})
    sys.stdout.buffer.write((json.dumps(index) + "\n").encode())


if __name__ == "__main__":
    main()
