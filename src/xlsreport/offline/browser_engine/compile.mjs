// Compiles the Python files below a folder, by the very Python that will run them: node compile.mjs PYODIDE FOLDER
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [pyodideFolder, folder] = process.argv.slice(2).map((name) => path.resolve(name));
// Node.js would print the interpreter's whole program beside an error.
process.on("uncaughtException", (error) => {
  process.stderr.write(`${String(error.message).trim().split("\n").pop()}\n`);
  process.exit(1);
});
const { loadPyodide } = await import(pathToFileURL(path.join(pyodideFolder, "pyodide.mjs")).href);
const python = await loadPyodide({ indexURL: pyodideFolder + path.sep });
python.FS.mkdirTree("/work");
python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/work");
python.runPython(`
import py_compile
from pathlib import Path

# Without docstrings, which are a sixth of the code.
MODE = py_compile.PycInvalidationMode.UNCHECKED_HASH
for source in sorted(Path("/work").rglob("*.py")):
    shown = str(source.relative_to("/work"))
    try:
        py_compile.compile(str(source), f"{source}c", shown, doraise=True, invalidation_mode=MODE, optimize=2)
    except py_compile.PyCompileError:
        continue  # written for another Python; nothing imports it
    source.unlink()
`);
process.stdout.write(python.runPython("import platform; platform.python_version()") + "\n");
