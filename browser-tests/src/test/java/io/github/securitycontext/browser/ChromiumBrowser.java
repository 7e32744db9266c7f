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
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the Chromium of this machine for the tests of a class. Where there is none they
 * are skipped, unless the system property {@code browser-tests.required} is set.
 */
class ChromiumBrowser implements ExecutionCondition, BeforeAllCallback, AfterAllCallback {

	private static final Logger logger = LoggerFactory.getLogger(ChromiumBrowser.class);

	private static final String NO_CHROMIUM = "No Chromium found: install chromium, or name one with CHROMIUM,"
			+ " a system property or an environment variable";

	private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
			"--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");

	private Playwright playwright;

	private Browser browser;

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (InstalledChromium.find().isPresent()) {
			return ConditionEvaluationResult.enabled("Chromium found");
		}
		if (Boolean.getBoolean("browser-tests.required")) {
			throw new IllegalStateException(NO_CHROMIUM);
		}
		logger.warn("Skipping the tests. {}", NO_CHROMIUM);
		return ConditionEvaluationResult.disabled(NO_CHROMIUM);
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		Path executable = InstalledChromium.find().orElseThrow();
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (this.playwright != null) {
			this.playwright.close();
		}
	}

	Browser browser() {
		return this.browser;
	}

}
