// Opens workbooks with SheetJS and saves each under another name: node save_by_sheetjs.cjs FROM TO [FROM TO ...]
const XLSX = require("xlsx");

const files = process.argv.slice(2);
for (let at = 0; at < files.length; at += 2) {
  const book = XLSX.readFile(files[at], { cellFormula: true, cellNF: true, cellStyles: true });
  XLSX.writeFile(book, files[at + 1], { bookType: "xlsx" });
}
