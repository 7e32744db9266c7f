/**
 * The lines of a JSON object with a line for each member. Only white space between tokens
 * changes; names and values stay the characters that were on the wire.
 */
export function memberPerLine(json) {
	const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
	const lines = [""];
	let depth = 0;
	const startLine = () => lines.push("  ".repeat(depth));
	tokens.forEach((token, index) => {
		if ((token === "}" || token === "]") && --depth >= 0 && !/[{[]/.test(tokens[index - 1])) {
			startLine();
		}
		lines[lines.length - 1] += (token === ":") ? ": " : token;
		if (token === "{" || token === "[") {
			depth += 1;
		}
		if (token === "," || (/^[{[]$/.test(token) && !/^[}\]]$/.test(tokens[index + 1] ?? ""))) {
			startLine();
		}
	});
	return lines;
}
