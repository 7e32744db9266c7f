/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.securitycontext.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ScreenshotCaret;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person at a browser of their own. When they leave, the page must not have complained,
 * and must not have asked another host for anything.
 */
class Visitor implements AutoCloseable {

	private final String origin;

	private final BrowserContext context;

	private final Page page;

	private final List<String> requests = new ArrayList<>();

	private final List<String> complaints = new ArrayList<>();

	Visitor(Browser browser, String origin, Browser.NewContextOptions options) {
		this.origin = origin;
		this.context = browser.newContext(options);
		this.context.onRequest((request) -> this.requests.add(request.url()));
		this.context.onConsoleMessage((message) -> {
			if (List.of("error", "warning").contains(message.type())) {
				this.complaints.add(message.text());
			}
		});
		this.context.onWebError((error) -> this.complaints.add(error.error()));
		this.page = this.context.newPage();
		this.page.navigate(origin);
	}

	Page page() {
		return this.page;
	}

	Visitor signIn(String name) {
		button(name).click();
		this.page.waitForURL(this.origin + "/");
		return this;
	}

	Locator field(String label) {
		return this.page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
	}

	Locator button(String name) {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
	}

	Visitor ask(String question) {
		field("Your question").fill(question);
		button("Send").click();
		return this;
	}

	Visitor waitForAnswer(String question) {
		Locator answer = this.page.locator(".message-mine")
			.getByText(question)
			.locator("xpath=following-sibling::div[1]");
		assertThat(answer).not().hasClass("message message-answer message-waiting");
		assertThat(answer).not().isEmpty();
		assertThat(call(question).first()).isVisible();
		return this;
	}

	Locator call(String prompt) {
		return this.page.locator(".call").filter(new Locator.FilterOptions().setHasText(prompt));
	}

	Locator group(String user) {
		return this.page.locator(".group").filter(new Locator.FilterOptions().setHasText(user));
	}

	void screenshot(String name) {
		// hiding the caret takes a style of its own, which the page's policy forbids
		this.page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png"))
			.setFullPage(true)
			.setCaret(ScreenshotCaret.INITIAL));
	}

	boolean scrollsSideways() {
		return (Boolean) this.page
			.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
	}

	@Override
	public void close() {
		this.context.close();
		assertThat(this.complaints).isEmpty();
		assertThat(this.requests).isNotEmpty().allMatch((url) -> url.startsWith(this.origin + "/"));
	}

}
