"""Opens a document in LibreOffice, accepts and rejects all tracked changes, and prints the cells of its table as JSON.

Usage: report-libreoffice.py SOFFICE FILE.docx
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def hidden():
    value = PropertyValue()
    value.Name, value.Value = "Hidden", True
    return (value,)


def connect(pipe):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(240):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def cells(document):
    rows = {}
    for table in document.TextTables:
        for name in table.CellNames:
            column, row = name.rstrip("0123456789"), name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if row.isdigit():
                rows.setdefault(int(row), {})[column] = table.getCellByName(name).String
    return [rows[row] for row in sorted(rows)]


def main(soffice, path):
    with tempfile.TemporaryDirectory() as folder:
        pipe = pathlib.Path(folder).name
        office = subprocess.Popen(
            [soffice, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            remote = connect(pipe)
            services = remote.ServiceManager
            desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
            dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", remote)
            result = {}
            for what in ("Accept", "Reject"):
                document = desktop.loadComponentFromURL(pathlib.Path(path).as_uri(), "_blank", 0, hidden())
                result["changes"] = sum(1 for _ in document.Redlines)
                frame = document.CurrentController.Frame
                dispatcher.executeDispatch(frame, f".uno:{what}AllTrackedChanges", "", 0, ())
                result[what.lower()] = cells(document)
                document.close(True)
            print(json.dumps(result))
            try:
                desktop.terminate()
            except Exception:
                pass
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


main(*sys.argv[1:])
