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

package io.github.securitycontext.faults;

import java.util.Map;

import io.github.securitycontext.MissingReason;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextField;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.attach.MissingUserSecurityContextException;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A call that lacks what is required is not sent, whatever the library.
 */
class RejectionTests {

	private static AzureOpenAiEndpoint endpoint;

	private static EveryLibrary application;

	@BeforeAll
	static void start() {
		endpoint = AzureOpenAiEndpoint.start();
		application = new EveryLibrary(endpoint, "securitycontext.missing.required=source-ip,end-user-id",
				"securitycontext.missing.action=reject");
	}

	@AfterAll
	static void stop() {
		application.close();
		endpoint.close();
	}

	@AfterEach
	void mend() {
		application.customize(null);
		endpoint.reset();
	}

	@Test
	void aCallOutsideARequestIsRejectedWithTheReason() {
		assertThat(application.calls()).allSatisfy((name, call) -> assertRejected(call, MissingReason.NO_REQUEST));
	}

	@Test
	void aSourceThatFailsIsARejection() {
		assertThat(application.calls()).allSatisfy((name, call) -> {
			UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> {
				throw new IllegalStateException("secret");
			});
			try {
				assertRejected(call, MissingReason.FAILED);
			}
			finally {
				scope.close();
			}
		});
	}

	@Test
	void aVetoIsARejection() {
		application.customize((context, request) -> null);
		assertThat(application.calls()).allSatisfy((name, call) -> Users.as(Users.ALICE, () -> {
			assertRejected(call, MissingReason.VETOED);
			return null;
		}));
	}

	@Test
	void aCustomizerThatFailsIsARejection() {
		application.customize((context, request) -> {
			throw new IllegalStateException("secret");
		});
		assertThat(application.calls()).allSatisfy((name, call) -> Users.as(Users.ALICE, () -> {
			assertRejected(call, MissingReason.FAILED);
			return null;
		}));
	}

	@Test
	void aCallThatHasWhatIsRequiredIsSent() {
		assertThat(application.calls()).allSatisfy((name, call) -> {
			endpoint.clear();
			Outcome outcome = Outcome.of(call, endpoint);
			assertThat(outcome.failure()).isNull();
			assertThat(outcome.bodies()).hasSize(1).first().asString().contains(Users.ALICE_MEMBER);
		});
	}

	@Test
	void aCallThatLacksOneOfThemIsRejectedForThatOne() {
		UserSecurityContext user = UserSecurityContext.builder().endUserId("alice").build();
		assertThat(application.calls()).allSatisfy((name, call) -> Users.as(user, () -> {
			assertThat(rejection(call).getReasons())
				.isEqualTo(Map.of(UserSecurityContextField.SOURCE_IP, MissingReason.NOT_SET));
			return null;
		}));
	}

	@Test
	void aModelThatRefusesTheContextIsNotAskedAgainWithout() {
		endpoint.refuseUserSecurityContext();
		assertThat(application.calls()).allSatisfy((name, call) -> {
			for (int i = 0; i < 2; i++) {
				endpoint.clear();
				Outcome outcome = Outcome.of(call, endpoint);
				assertThat(outcome.failure()).contains("400");
				assertThat(outcome.bodies()).hasSize(1).first().asString().contains(Users.ALICE_MEMBER);
			}
		});
		endpoint.answerWith((call) -> Answer.text("Hello"));
	}

	private static void assertRejected(Runnable call, MissingReason reason) {
		MissingUserSecurityContextException rejection = rejection(call);
		assertThat(rejection.getReasons()).containsExactly(Map.entry(UserSecurityContextField.END_USER_ID, reason),
				Map.entry(UserSecurityContextField.SOURCE_IP, reason));
		assertThat(rejection).hasMessageContaining("end_user_id (" + reason.getDescription() + ")")
			.hasMessageNotContaining("secret");
	}

	/**
	 * Makes a call that must not be sent, and returns the exception that the application
	 * sees, or that is the cause of it.
	 */
	private static MissingUserSecurityContextException rejection(Runnable call) {
		Throwable failure = EveryLibrary.failureOf(call);
		while (failure != null && !(failure instanceof MissingUserSecurityContextException)) {
			failure = failure.getCause();
		}
		assertThat(failure).isNotNull();
		assertThat(endpoint.received()).isEmpty();
		return (MissingUserSecurityContextException) failure;
	}

}
