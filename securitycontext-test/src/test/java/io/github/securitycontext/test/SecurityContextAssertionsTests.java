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

package io.github.securitycontext.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.securitycontext.test.SecurityContextAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link SecurityContextAssertions}.
 */
class SecurityContextAssertionsTests {

	private static final String PATH = "/openai/deployments/gpt/chat/completions";

	private static final String CHAT = PATH + "?api-version=2025-01-01-preview";

	private final ReceivedCall whole = context("""
			{"application_name":"app","end_user_id":"id","end_user_tenant_id":"tenant","source_ip":"10.0.0.1"}""");

	private final ReceivedCall anonymous = context("{\"application_name\":\"app\",\"source_ip\":\"10.0.0.1\"}");

	private final ReceivedCall without = call(CHAT, "{\"messages\":[]}");

	@Test
	void aWholeContextPasses() {
		assertThat(this.whole).hasApplicationName("app")
			.hasEndUserId("id")
			.hasEndUserTenantId("tenant")
			.hasSourceIp("10.0.0.1")
			.hasOnlyKnownMembers()
			.namesItsUser();
	}

	@Test
	void anotherValueIsShownWithWhatWasReceived() {
		assertFails(() -> assertThat(this.whole).hasEndUserId("other"))
			.hasMessageContaining("Expected the end_user_id \"other\", but it is \"id\".")
			.hasMessageContaining("user_security_context: {\"application_name\":\"app\"")
			.hasMessageContaining("POST " + CHAT);
		assertFails(() -> assertThat(this.whole).hasEndUserTenantId("other")).hasMessageContaining("it is \"tenant\"");
		assertFails(() -> assertThat(this.whole).hasSourceIp("other")).hasMessageContaining("it is \"10.0.0.1\"");
		assertFails(() -> assertThat(this.whole).hasApplicationName("other")).hasMessageContaining("it is \"app\"");
	}

	@Test
	void aMemberThatIsThereTwiceHasNoValueForSure() {
		ReceivedCall call = context("{\"end_user_id\":\"bob\",\"end_user_id\":\"alice\"}");
		assertFails(() -> assertThat(call).hasEndUserId("alice"))
			.hasMessageContaining("\"end_user_id\" is there more than once");
	}

	@Test
	void aMissingValueIsSaidToBeMissing() {
		assertFails(() -> assertThat(this.anonymous).hasEndUserId("id"))
			.hasMessageContaining("Expected the end_user_id \"id\", but there is none.");
		assertFails(() -> assertThat(this.anonymous).namesItsUser())
			.hasMessageContaining("there is no \"end_user_id\"");
	}

	@ParameterizedTest
	@CsvSource({ "endUserId, end_user_id", "end_user_Id, end_user_id", "end_user_ids, end_user_id",
			"end-user-tenant-id, end_user_tenant_id", "sourceIP, source_ip", "aplication_name, application_name" })
	void aMisspeltMemberIsNamedWithWhatWasMeant(String misspelt, String meant) {
		ReceivedCall call = context("{\"" + misspelt + "\":\"x\"}");
		String finding = "\"" + misspelt + "\" is unknown to Azure (misspelt \"" + meant + "\"?)";
		assertFails(() -> assertThat(call).hasOnlyKnownMembers()).hasMessageContaining(finding);
		assertFails(() -> assertThat(call).namesItsUser()).hasMessageContaining(finding);
		assertFails(() -> assertThat(call).hasEndUserId("x")).hasMessageContaining(finding);
		assertFails(() -> assertThat(call).hasNoEndUser()).hasMessageContaining(finding);
	}

	@Test
	void aMemberThatIsLikeNoOtherIsUnknown() {
		assertFails(() -> assertThat(context("{\"end_user_id\":\"x\",\"department\":\"y\"}")).namesItsUser())
			.hasMessageContaining("but \"department\" is unknown to Azure.");
	}

	@Test
	void aMemberThatIsEmptyOrThereTwiceIsNoMember() {
		assertFails(() -> assertThat(context("{\"end_user_id\":\"\"}")).namesItsUser())
			.hasMessageContaining("\"end_user_id\" has no text");
		assertFails(() -> assertThat(context("{\"end_user_id\":1}")).namesItsUser())
			.hasMessageContaining("\"end_user_id\" has no text");
		assertFails(() -> assertThat(context("{\"end_user_id\":\"a\",\"end_user_id\":\"b\"}")).namesItsUser())
			.hasMessageContaining("\"end_user_id\" is there more than once");
	}

	@Test
	void aCallWithoutTheObjectSaysWhy() {
		assertNameless(this.without, "there is no user_security_context.");
		assertNameless(call(CHAT, "{\"userSecurityContext\":{}}"),
				"there is no user_security_context, but a misspelt \"userSecurityContext\".");
		assertNameless(call(CHAT, "{\"user_security_context\":null}"), "user_security_context is no object, but null.");
		assertNameless(call(CHAT, "{\"user_security_context\":{},\"user_security_context\":{}}"),
				"there are 2 members user_security_context.");
		assertNameless(call(CHAT, "{"), "the body is no JSON object (incomplete).");
		assertNameless(call(CHAT, "[]"), "the body is no JSON object (no object).");
		assertNameless(call(PATH + "?api-version=2024-10-21", "{}"),
				"the service takes it from api-version 2025-01-01 on, and this call asks for 2024-10-21.");
		assertNameless(call("/openai/v1/responses", "{}"),
				"the service takes it in the Responses API of a Foundry project only.");
		assertNameless(call("/api/projects/demo/openai/v1/responses", "{}"), "there is no user_security_context.");
	}

	private static void assertNameless(ReceivedCall call, String reason) {
		assertFails(() -> assertThat(call).namesItsUser()).hasMessageContaining(reason);
		assertFails(() -> assertThat(call).hasEndUserId("id")).hasMessageContaining(reason);
		assertFails(() -> assertThat(call).hasOnlyKnownMembers()).hasMessageContaining(reason);
	}

	@Test
	void aCallMayNameNoUser() {
		assertThat(this.anonymous).hasNoEndUser().hasOnlyKnownMembers();
		assertThat(this.without).hasNoEndUser().hasNoUserSecurityContext();
		assertFails(() -> assertThat(this.whole).hasNoEndUser()).hasMessageContaining("names no user");
		assertFails(() -> assertThat(context("{\"end_user_tenant_id\":\"x\"}")).hasNoEndUser())
			.hasMessageContaining("names no user");
		assertFails(() -> assertThat(call(CHAT, "{")).hasNoEndUser()).hasMessageContaining("no JSON object");
		assertFails(() -> assertThat(this.anonymous).hasNoUserSecurityContext())
			.hasMessageContaining("Expected no user_security_context");
		assertFails(() -> assertThat(call(CHAT, "{\"user_security_context\":null}")).hasNoUserSecurityContext())
			.hasMessageContaining("Expected no user_security_context");
	}

	@Test
	void everyCallIsToNameItsUser() {
		assertThat(List.of(this.whole, this.whole)).everyCallNamesItsUser();
		assertFails(() -> assertThat(List.of(this.whole, this.without, this.anonymous)).everyCallNamesItsUser())
			.hasMessageContaining("Expected every call to name its user, but 2 of 3 do not:")
			.hasMessageContaining("there is no user_security_context.\nPOST " + CHAT)
			.hasMessageContaining("there is no \"end_user_id\".\nuser_security_context: {\"application_name\"");
	}

	@Test
	void aFailureReadsAsTheDocumentationSays() {
		ReceivedCall call = context("{\"endUserId\":\"alice\"}");
		assertFails(() -> assertThat(List.of(call)).as("the calls received").everyCallNamesItsUser())
			.hasMessageStartingWith("""
					[the calls received] Expected every call to name its user, but 1 of 1 do not:

					there is no "end_user_id", "endUserId" is unknown to Azure (misspelt "end_user_id"?).
					user_security_context: {"endUserId":"alice"}
					POST /openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview
					""");
	}

	@Test
	void noCallProvesNothing() {
		assertFails(() -> assertThat(List.<ReceivedCall>of()).everyCallNamesItsUser())
			.hasMessageContaining("received no prompt");
	}

	@Test
	void embeddingsNeedNoUser() {
		ReceivedCall embedding = call("/openai/deployments/ada/embeddings?api-version=2025-01-01-preview", "{}");
		assertThat(List.of(this.whole, embedding)).everyCallNamesItsUser();
		assertThat(List.of(this.whole, embedding)).prompts().containsExactly(this.whole);
		assertFails(() -> assertThat(List.of(embedding)).everyCallNamesItsUser())
			.hasMessageContaining("received no prompt");
	}

	@Test
	void nothingIsSaidAboutEveryCallIfSomeAreNotKept() {
		assertFails(() -> new ReceivedCallsAssert(List.of(this.whole), 3).everyCallNamesItsUser())
			.hasMessageContaining("3 are not kept");
	}

	@Test
	void aCallOfSeveralCanBeLookedAt() {
		assertThat(List.of(this.anonymous, this.whole)).hasSize(2).first().hasNoEndUser();
		assertThat(List.of(this.anonymous, this.whole)).last().hasEndUserId("id");
		assertThat(List.of(this.anonymous, this.whole)).element(1).namesItsUser();
	}

	@Test
	void theAssertionsOfAssertJAreStillThere() {
		assertThat("text").startsWith("t");
		assertThat(List.of("a")).hasSize(1);
		assertThat(Map.of()).isEmpty();
	}

	private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(ThrowingCallable assertion) {
		return assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
	}

	private static ReceivedCall context(String context) {
		return call(CHAT, "{\"messages\":[],\"user_security_context\":" + context + "}");
	}

	private static ReceivedCall call(String uri, String body) {
		return ReceivedCall.of("POST", uri, Map.of(), body.getBytes(StandardCharsets.UTF_8));
	}

}
