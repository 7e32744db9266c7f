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

package io.github.securitycontext.consumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the calls of Spring's own clients carry the user.
 */
class RestTests extends ConsumerTest {

	@Test
	void aCallCarriesTheUserWhoLoggedIn() throws Exception {
		assertThat(contextsOfCallsFor("/call")).containsExactly(alice());
	}

	@Test
	void aCallWhoseModelDoesNotKnowTheContextIsRepeatedWithout() throws Exception {
		refuseNextCall();
		assertThat(contextsOfCallsFor("/other-model")).containsExactly(alice(), null);
	}

	@Test
	void aCallToAHostThatIsNotAzureIsLeftAlone() throws Exception {
		assertThat(contextsOfCallsFor("/other")).hasSize(1).containsOnlyNulls();
	}

}
