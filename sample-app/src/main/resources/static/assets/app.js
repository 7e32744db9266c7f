import { connectChat } from "./chat.js";
import { watchReceived } from "./received.js";
import { loadSession } from "./session.js";

const session = await loadSession();
const service = document.getElementById("service");
service.textContent = session.standIn ? "Stand-in for Azure OpenAI" : "Azure OpenAI";
service.hidden = false;
document.getElementById("user").textContent = session.user;
document.getElementById("who").hidden = false;
document.getElementById("sign-out-csrf").value = session.csrf.token;
if (!session.standIn) {
	document.getElementById("how-seen").textContent = "was sent";
}
const refresh = watchReceived();
connectChat(session, refresh);
