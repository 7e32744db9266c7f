import { describeUser, element } from "./elements.js";

const MOST = 6;

const list = document.getElementById("groups");
const more = document.getElementById("more-groups");

/** Shows one entry for each user and address; those with suspicious prompts come first. */
export function showGroups(calls) {
	const groups = new Map();
	for (const received of calls) {
		const { end_user_id, end_user_tenant_id, source_ip, application_name } = received.userSecurityContext ?? {};
		const key = JSON.stringify([end_user_id, end_user_tenant_id, source_ip, application_name]);
		const group = groups.get(key) ?? { received, calls: 0, suspicious: 0 };
		group.calls += 1;
		group.suspicious += received.suspicious ? 1 : 0;
		groups.set(key, group);
	}
	const sorted = [...groups.values()].sort((one, other) => other.suspicious - one.suspicious);
	list.replaceChildren(...sorted.slice(0, MOST).map(entry));
	more.hidden = sorted.length <= MOST;
	more.textContent = `and ${sorted.length - MOST} more`;
}

function entry({ received, calls, suspicious }) {
	const { source_ip, application_name } = received.userSecurityContext ?? {};
	const user = describeUser(received);
	const item = element("li", suspicious > 0 ? "group group-suspicious" : "group");
	const tally = element("span", "group-tally");
	tally.append(element("span", "badge", calls === 1 ? "1 call" : `${calls} calls`));
	if (suspicious > 0) {
		tally.append(element("span", "badge badge-bad", `${suspicious} suspicious`));
	}
	const facts = element("span", "group-facts");
	facts.append(fact("address", source_ip), fact("application", application_name));
	item.append(element("span", "group-user", user), facts, tally);
	if (suspicious > 0) {
		item.append(element("p", "group-advice", advice(received)));
	}
	return item;
}

function fact(name, value) {
	const node = element("span", "", `${name} `);
	node.append(element("b", "", value ?? "unknown"));
	return node;
}

function advice({ userSecurityContext }) {
	if (!userSecurityContext?.end_user_id) {
		return "Nobody is named: only the whole application could be blocked.";
	}
	return "An alert can name this user and this address: block them, and everyone else keeps working.";
}
