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

package io.github.securitycontext.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.securitycontext.attach.BodyTarget;
import io.github.securitycontext.attach.RefusalTarget;
import io.github.securitycontext.support.SameOnAnyJdk;

/**
 * What outsiders control, in every shape that a fuzzer comes upon. The first byte of an
 * input says what the others are, because a JVM fuzzes one test only.
 */
@SameOnAnyJdk
class OutsiderFuzzTests {

	@FuzzTest
	void nothingFromOutsideDoesHarm(byte[] input) {
		if (input.length == 0) {
			return;
		}
		byte[] content = Arrays.copyOfRange(input, 1, input.length);
		switch (input[0]) {
			case 'a' -> AddressTarget.check(text(content));
			case 'b' -> BodyTarget.check(content);
			case 'c' -> ClaimTarget.check(text(content));
			case 'f' -> ForwardingTarget.check(text(content));
			case 'p' -> PrincipalTarget.check(content);
			case 'r' -> RefusalTarget.check(content);
			default -> {
				// the fuzzer finds out that there is nothing to find
			}
		}
	}

	private static String text(byte[] content) {
		return new String(content, StandardCharsets.UTF_8);
	}

}
