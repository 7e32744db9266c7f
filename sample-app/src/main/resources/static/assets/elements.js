/** Text only ever becomes text: what users write must not become markup. */
export function element(name, className, text = "") {
	const node = document.createElement(name);
	node.className = className;
	node.textContent = text;
	return node;
}

export function describeUser({ knownAs, userSecurityContext }) {
	return knownAs ?? userSecurityContext?.end_user_id ?? "Unknown user";
}
