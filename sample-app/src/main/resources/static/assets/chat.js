import { events } from "./events.js";
import { call } from "./session.js";

const messages = document.getElementById("messages");
const composer = document.getElementById("composer");
const input = document.getElementById("message");
const send = document.getElementById("send");
const problem = document.getElementById("problem");
const announcement = document.getElementById("announcement");

export function connectChat(session, onCall) {
	const ask = async (message) => {
		if (send.disabled || message.trim() === "") {
			return;
		}
		busy(true);
		document.getElementById("start")?.remove();
		show("mine", message);
		input.value = "";
		const answer = show("answer", "");
		answer.classList.add("message-waiting");
		try {
			await stream(session, message, answer, onCall);
			announcement.textContent = `Answer: ${answer.textContent}`;
		}
		catch (error) {
			complain(error, answer);
		}
		answer.classList.remove("message-waiting");
		busy(false);
		onCall();
		input.focus();
	};
	composer.addEventListener("submit", (event) => {
		event.preventDefault();
		ask(input.value);
	});
	input.addEventListener("keydown", (event) => {
		if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
			event.preventDefault();
			ask(input.value);
		}
	});
	for (const example of document.querySelectorAll(".example")) {
		example.addEventListener("click", () => ask(example.textContent));
	}
	if (matchMedia("(min-width: 900px)").matches) {
		input.focus();
	}
}

async function stream(session, message, answer, onCall) {
	const response = await call("/api/chat/stream", {
		method: "POST",
		headers: { "Content-Type": "application/json", [session.csrf.header]: session.csrf.token },
		body: JSON.stringify({ message })
	});
	if (!response.ok) {
		throw new Error((await response.json()).detail ?? "That did not work.");
	}
	onCall();
	let complete = false;
	for await (const { name, data } of events(response)) {
		if (name === "delta") {
			append(answer, data.text);
		}
		else if (name === "failed") {
			throw new Error(data.detail);
		}
		complete = name === "done";
	}
	if (!complete) {
		throw new Error("The answer was cut short.");
	}
}

function busy(now) {
	send.disabled = now;
	if (now) {
		problem.hidden = true;
		announcement.textContent = "The assistant is answering.";
	}
}

function complain(error, answer) {
	problem.textContent = (error instanceof TypeError) ? "The application cannot be reached." : error.message;
	problem.hidden = false;
	announcement.textContent = "";
	if (answer.textContent === "") {
		answer.remove();
	}
}

function show(kind, text) {
	const message = document.createElement("div");
	message.className = `message message-${kind}`;
	message.textContent = text;
	messages.append(message);
	messages.scrollTop = messages.scrollHeight;
	return message;
}

function append(answer, text) {
	// someone who scrolled up to read is left in peace
	const atEnd = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 40;
	answer.textContent += text;
	if (atEnd) {
		messages.scrollTop = messages.scrollHeight;
	}
}
