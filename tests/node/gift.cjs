// Reads a JSON list of GIFT texts and writes the list of their questions, as the grammar understands them.
const { parse } = require("gift-pegjs");
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map((text) => parse(text))));
