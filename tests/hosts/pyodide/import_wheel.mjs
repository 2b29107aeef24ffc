// Imports our wheel in Pyodide, the Python of xlwings Lite, and prints what xlwings would register.
// node import_wheel.mjs FOLDER, where FOLDER holds node_modules/pyodide and wheels/*.whl

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(join(folder, "node_modules/pyodide/pyodide.mjs")));
const python = await loadPyodide();
for (const wheel of readdirSync(join(folder, "wheels"))) {
  python.unpackArchive(new Uint8Array(readFileSync(join(folder, "wheels", wheel))), "wheel");
}
console.log(
  python.runPython(`
import json, os, platform, sys, time
from unittest.mock import MagicMock

# NumPy's wheel comes from Pyodide's own site, which is not read here: nothing is computed either.
for name in ("numpy", "numpy.typing"):
    sys.modules[name] = MagicMock()
# As everywhere in these tests: Lite sets them in its own way.
os.environ.update(XLWINGS_ON_SERVER="true", XLWINGS_LICENSE_KEY="noncommercial")
import xlwings

started = time.perf_counter()
from offersheet.hosts import excel
taken = time.perf_counter() - started
from xlwings.server import custom_functions_meta

functions = custom_functions_meta(excel)["functions"]
json.dumps({
    "python": platform.python_version(),
    "platform": sys.platform,
    "xlwings": xlwings.__version__,
    "seconds": round(taken, 2),
    "functions": {each["name"]: [argument["name"] for argument in each["parameters"]] for each in functions},
})
`),
);
