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

import java.util.Optional;
import java.util.regex.Pattern;

import io.github.securitycontext.benchmarks.launcher.SampleLauncher;

/**
 * What a start of the sample application took.
 *
 * @param port where it listens
 * @param millis the time from the start of the JVM until the application was ready
 * @param cpuMillis the time of processors that it took until then
 * @param beans the number of bean definitions
 * @param classes the number of classes that were loaded
 * @param classesOfStarter how many of them are the starter's
 */
record SampleStart(int port, int millis, int cpuMillis, int beans, int classes, int classesOfStarter) {

	// with the end of the line, before which it may be half written
	private static final Pattern LINE = Pattern
		.compile("(?m)^" + SampleLauncher.READY + " (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)\\R");

	static Optional<SampleStart> in(String output) {
		return LINE.matcher(output)
			.results()
			.findFirst()
			.map((line) -> new SampleStart(Integer.parseInt(line.group(1)), Integer.parseInt(line.group(2)),
					Integer.parseInt(line.group(3)), Integer.parseInt(line.group(4)), Integer.parseInt(line.group(5)),
					Integer.parseInt(line.group(6))));
	}

}
