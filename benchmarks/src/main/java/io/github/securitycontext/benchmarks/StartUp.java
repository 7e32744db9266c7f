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
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts of the sample application, with the starter and without.
 */
final class StartUp {

	static final String SUBJECT = "sample-app start-up";

	private StartUp() {
	}

	/**
	 * Measures the time from the start of the JVM until the application is ready, and
	 * what is defined and loaded by then.
	 * @param starts how often each of them is started
	 */
	static List<Samples> measure(int starts) throws IOException, InterruptedException {
		SampleResults<SampleStart> results = new SampleResults<>(SUBJECT);
		List<SampleVariant> variants = List.of(SampleVariant.WITHOUT, SampleVariant.WITH);
		for (SampleVariant variant : Rotation.of(variants, starts)) {
			results.addRound(variant, List.of(start(variant)));
		}
		return Stream.of(results.samples(Samples.TIME, "ms", SampleStart::millis),
				results.samples("cpu", "ms", SampleStart::cpuMillis), results.samples("beans", "1", SampleStart::beans),
				results.samples("classes", "1", SampleStart::classes),
				results.samples("classes of the starter", "1", SampleStart::classesOfStarter))
			.flatMap(List::stream)
			.toList();
	}

	private static SampleStart start(SampleVariant variant) throws IOException, InterruptedException {
		try (SampleProcess process = SampleProcess.start(variant, List.of())) {
			return process.awaitReady();
		}
	}

}
