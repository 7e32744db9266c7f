/** Reads server-sent events from a response: EventSource itself can only GET. */
export async function* events(response) {
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	let text = "";
	for (;;) {
		const { value, done } = await reader.read();
		if (done) {
			return;
		}
		text += value;
		const frames = text.split("\n\n");
		text = frames.pop();
		for (const frame of frames) {
			yield parse(frame);
		}
	}
}

function parse(frame) {
	const fields = {};
	for (const line of frame.split("\n")) {
		const colon = line.indexOf(":");
		fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
	}
	return { name: fields.event, data: JSON.parse(fields.data) };
}
