// Reads {ris, bib, json} with citation-js and writes, of each, the entries as CSL-JSON.
const { Cite, plugins } = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-csl");
require("@citation-js/plugin-ris");
// A source of the bibliography may be read without an author or with a field that the type does not need.
plugins.config.get("@bibtex").parse.strict = false;
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const read = (text) => new Cite(text, { generateGraph: false }).data;
const found = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, read(text)]));
process.stdout.write(JSON.stringify(found));
