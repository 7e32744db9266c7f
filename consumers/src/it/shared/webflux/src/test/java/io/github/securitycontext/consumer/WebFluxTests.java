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

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the calls of a reactive application carry the user.
 */
class WebFluxTests extends ConsumerTest {

	@Value("${spring.application.name}")
	private String applicationName;

	@Value("${spring.reactor.context-propagation:limited}")
	private String contextPropagation;

	@Test
	void aCallCarriesTheUserWhoLoggedIn() throws Exception {
		assertThat(contextsOfCallsFor("/call")).containsExactly(alice());
	}

	@Test
	void aStreamedCallCarriesTheUserWhoLoggedIn() throws Exception {
		assertThat(contextsOfCallsFor("/stream")).containsExactly(alice());
	}

	@Test
	void aCallFromAnotherThreadCarriesTheUserWhoLoggedIn() throws Exception {
		assertThat(contextsOfCallsFor("/other-thread")).containsExactly(alice());
	}

	@Test
	void aCallWhoseModelDoesNotKnowTheContextIsRepeatedWithout() throws Exception {
		refuseNextCall();
		assertThat(contextsOfCallsFor("/other-model")).containsExactly(alice(), null);
	}

	@Test
	void aCallOfAWebClientWhoseModelDoesNotKnowTheContextIsRepeatedWithout() throws Exception {
		refuseNextCall();
		assertThat(contextsOfCallsFor("/web-client")).containsExactly(alice(), null);
	}

	@Test
	void aBlockingCallWithASnapshotCarriesTheUserWhoLoggedIn() throws Exception {
		assertThat(contextsOfCallsFor("/captured")).containsExactly(alice());
	}

	/**
	 * A blocking client cannot see Reactor's context.
	 */
	@Test
	void aBlockingCallCarriesTheUserIfReactorPropagatesItsContext() throws Exception {
		assertThat(contextsOfCallsFor("/blocking")).containsExactly(
				this.contextPropagation.equals("auto") ? alice() : Map.of("application_name", this.applicationName));
	}

}
