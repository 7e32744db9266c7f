export async function loadSession() {
	const response = await call("/api/session");
	return response.json();
}

/** Makes a call; someone whose session is over is taken to the sign-in page. */
export async function call(path, options = {}) {
	const response = await fetch(path, {
		...options,
		headers: { Accept: "application/json", ...options.headers }
	});
	if (response.status === 401 || response.status === 403) {
		location.assign("/login");
		// nothing after this makes sense while the browser leaves the page
		await new Promise(() => {});
	}
	return response;
}
