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

package io.github.securitycontext.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * A sample application that is running, and a user of it.
 */
final class SampleUnderLoad {

	private final SampleProcess process;

	private final SampleUser user;

	private SampleUnderLoad(SampleProcess process, SampleUser user) {
		this.process = process;
		this.user = user;
	}

	static SampleUnderLoad of(SampleProcess process) throws IOException, InterruptedException {
		return new SampleUnderLoad(process, SampleUser.signIn(process.awaitReady().port()));
	}

	SampleVariant variant() {
		return this.process.variant();
	}

	LoadSlice slice(ClosedLoop load, int calls) throws IOException, InterruptedException {
		Duration cpuTime = this.process.cpuTime();
		long start = System.nanoTime();
		List<Long> latencies = load.run(this.user, calls);
		return LoadSlice.of(latencies, Duration.ofNanos(System.nanoTime() - start),
				this.process.cpuTime().minus(cpuTime));
	}

	/**
	 * Makes sure that the latest calls went out, and named the user only with the
	 * starter.
	 */
	void checkCalls() throws IOException {
		JsonNode received = this.user.received();
		boolean asExpected = received.valueStream().allMatch((call) -> isAttributed(call) == variant().hasStarter());
		if (received.isEmpty() || !asExpected) {
			throw new IllegalStateException(this.process.describe("sent the wrong calls: " + received));
		}
	}

	private static boolean isAttributed(JsonNode call) {
		return call.path("userSecurityContext").path("end_user_id").isString();
	}

}
