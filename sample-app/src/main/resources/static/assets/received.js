import { showGroups } from "./groups.js";
import { describeUser, element } from "./elements.js";
import { memberPerLine } from "./json-text.js";
import { call } from "./session.js";

const PAUSE_MILLIS = 2000;

const list = document.getElementById("calls");
const shown = new Map();

/** Keeps the panel up to date, and returns a function that does so at once. */
export function watchReceived() {
	const refresh = async () => {
		try {
			const response = await call("/api/received");
			if (response.ok) {
				show(await response.json());
			}
		}
		catch {
			// the application is away for a moment; the next round tells
		}
	};
	setInterval(() => document.hidden || refresh(), PAUSE_MILLIS);
	refresh();
	return refresh;
}

function show(calls) {
	if (calls.length === shown.size && calls.every(({ id }) => shown.has(id))) {
		return;
	}
	const ids = new Set(calls.map(({ id }) => id));
	for (const [id, card] of shown) {
		if (!ids.has(id)) {
			card.remove();
			shown.delete(id);
		}
	}
	let next = null;
	for (const received of [...calls].reverse()) {
		if (!shown.has(received.id)) {
			const item = card(received);
			shown.set(received.id, item);
			list.insertBefore(item, next);
		}
		next = shown.get(received.id);
	}
	document.getElementById("no-calls").hidden = calls.length > 0;
	document.getElementById("groups-section").hidden = calls.length === 0;
	showGroups(calls);
}

function card(received) {
	const head = element("div", "call-head");
	head.append(element("span", "call-user", describeUser(received)), time(received.receivedAt));
	if (received.suspicious) {
		head.append(element("span", "badge badge-bad", `Looks like an attack: “${received.suspiciousPhrase}”`));
	}
	const item = element("li", received.suspicious ? "call call-suspicious" : "call");
	const path = `POST ${received.path}?api-version=${received.apiVersion}`;
	item.append(head, element("p", "call-prompt", received.prompt), wire(received.rawUserSecurityContext),
			element("p", "call-path", received.streaming ? `${path} · stream` : path));
	return item;
}

function time(instant) {
	const node = element("time", "", new Date(instant).toLocaleTimeString());
	node.dateTime = instant;
	return node;
}

function wire(text) {
	const block = element("pre", "wire");
	if (text === null) {
		block.append(element("span", "wire-none", "no user_security_context"));
		return block;
	}
	for (const line of memberPerLine(text)) {
		const [, key, value] = /^( *"(?:[^"\\]|\\.)*")(: .*)$/s.exec(line) ?? [];
		if (key === undefined) {
			block.append(`${line}\n`);
		}
		else {
			block.append(element("span", "wire-key", key), element("span", "wire-value", value), "\n");
		}
	}
	return block;
}
