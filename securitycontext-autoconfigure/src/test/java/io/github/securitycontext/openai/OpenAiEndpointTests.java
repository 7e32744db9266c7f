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

package io.github.securitycontext.openai;

import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonArray;
import com.openai.core.JsonField;
import com.openai.core.JsonMissing;
import com.openai.core.JsonNull;
import com.openai.core.JsonValue;
import com.openai.models.ChatModel;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.attach.OutgoingRequest;
import io.github.securitycontext.attach.UserSecurityContextAttacher;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

/**
 * Where the calls of a client of {@code openai-java} go, and whether they may carry a
 * context there.
 */
@ExtendWith(OutputCaptureExtension.class)
class OpenAiEndpointTests {

	private static final String DEPLOYMENT = "https://demo.openai.azure.com";

	private static final String UNIFIED = DEPLOYMENT + "/openai/v1";

	private final FakeHttpClient http = new FakeHttpClient();

	private final List<OutgoingRequest> requests = new ArrayList<>();

	@ParameterizedTest
	@CsvSource(nullValues = "null", quoteCharacter = '"', delimiter = '|',
			textBlock = """
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.openai.azure.com/                                   | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.openai.azure.com//                                  | AUTO    | 2025-01-01-preview | gpt  | true
					https://DEMO.OpenAI.Azure.COM                                    | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.openai.azure.com:8443                               | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.openai.azure.com                                    | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com                                    | AUTO    | 2024-10-21         | gpt  | false
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01         | gpt  | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-03-01-preview | gpt  | true
					https://demo.openai.azure.com                                    | AUTO    | preview            | gpt  | false
					https://demo.openai.azure.com                                    | AUTO    | latest             | gpt  | false
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01&a=b     | gpt  | false
					https://demo.openai.azure.com/openai/v1                          | AUTO    | null               | gpt  | true
					https://demo.openai.azure.com/openai/v1/                         | AUTO    | preview            | gpt  | true
					https://demo.openai.azure.com/openai/v1//                        | AUTO    | latest             | gpt  | false
					https://demo.openai.azure.com//openai//v1                        | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com/openai/v1                          | AUTO    | 2025-01-01-preview | gpt  | false
					https://demo.openai.azure.com/openai/v1                          | AUTO    | 2024-10-21         | gpt  | false
					https://demo.openai.azure.com/openai/v1                          | UNIFIED | null               | gpt  | true
					https://demo.openai.azure.com/openai/v1                          | LEGACY  | 2025-01-01-preview | gpt  | true
					https://demo.openai.azure.com/OpenAI/v1                          | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.openai.azure.com/%6Fpenai/v1                        | UNIFIED | null               | gpt  | false
					https://demo.services.ai.azure.com                               | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.services.ai.azure.com/openai/v1                     | AUTO    | null               | gpt  | true
					https://demo.services.ai.azure.com/openai/v1/                    | AUTO    | null               | gpt  | true
					https://demo.services.ai.azure.com/models                        | UNIFIED | null               | gpt  | false
					https://demo.services.ai.azure.com/api/projects/p/openai/v1      | AUTO    | null               | gpt  | true
					https://demo.services.ai.azure.com/api/projects/p/openai/v1/     | AUTO    | null               | gpt  | true
					https://demo.cognitiveservices.azure.com                         | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.cognitiveservices.azure.com/openai/v1               | AUTO    | null               | gpt  | true
					https://demo.azure-api.net/team/ai                               | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.azure-api.net/team/ai/                              | AUTO    | 2025-01-01-preview | gpt  | true
					https://demo.azure-api.net/team/ai/openai/v1                     | AUTO    | null               | gpt  | true
					https://demo.azure-api.net/team/openai/v1/more                   | UNIFIED | null               | gpt  | false
					https://openai.azure.com.evil.example/openai/v1                  | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com.evil.example/openai/v1             | AUTO    | null               | gpt  | false
					https://evilopenai.azure.com/openai/v1                           | AUTO    | null               | gpt  | false
					https://openai.azure.com/openai/v1                               | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com./openai/v1                         | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com@evil.example/openai/v1             | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com:443@evil.example/openai/v1         | AUTO    | null               | gpt  | false
					https://evil.example@demo.openai.azure.com/openai/v1             | AUTO    | null               | gpt  | true
					https://evil.example/demo.openai.azure.com/openai/v1             | AUTO    | null               | gpt  | false
					https://evil.example/openai/v1?x=.openai.azure.com               | AUTO    | null               | gpt  | false
					https://evil.example/openai/v1#.openai.azure.com                 | AUTO    | null               | gpt  | false
					https://api.openai.com/v1                                        | AUTO    | null               | gpt  | false
					https://api.groq.com/openai/v1                                   | AUTO    | null               | gpt  | false
					https://models.github.ai/inference                               | AUTO    | null               | gpt  | false
					https://ai.example.com                                           | AUTO    | 2025-01-01-preview | gpt  | false
					https://ai.example.com                                           | LEGACY  | 2025-01-01-preview | gpt  | true
					https://ai.example.com/team                                      | LEGACY  | 2025-01-01-preview | gpt  | true
					https://ai.example.com                                           | LEGACY  | 2024-10-21         | gpt  | false
					https://ai.example.com                                           | LEGACY  | null               | gpt  | false
					https://ai.example.com/openai/v1                                 | UNIFIED | null               | gpt  | true
					https://ai.example.com/openai/v1                                 | AUTO    | null               | gpt  | false
					https://ai.example.com/v1                                        | UNIFIED | null               | gpt  | false
					http://127.0.0.1:8080/openai/v1                                  | UNIFIED | null               | gpt  | true
					http://[2001:db8::1]:8080/openai/v1                              | UNIFIED | null               | gpt  | true
					http://[::1]                                                     | LEGACY  | 2025-01-01-preview | gpt  | true
					http://[::1]/openai/v1                                           | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com/openai/v1?a=b                      | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com?a=b                                | AUTO    | 2025-01-01-preview | gpt  | false
					https://demo.azure-api.net/route?to=/openai/v1                   | AUTO    | null               | gpt  | false
					https://demo.azure-api.net/route?to=/openai/v1                   | AUTO    | 2025-01-01-preview | gpt  | false
					https://demo.openai.azure.com/openai/v1#part                     | AUTO    | null               | gpt  | false
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | my model | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | team/model | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | ../../x | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | a?b#c&d=e%41+; | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | mödel-模型-\uD83D\uDE00 | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | chat | true
					https://demo.openai.azure.com                                    | AUTO    | 2025-01-01-preview | null | false
					https://demo.openai.azure.com/openai/v1                          | AUTO    | null               | null | true
					""")
	void aCallCarriesTheContextWhereItIsKnownAndTheUrlIsThatOfTheLibrary(String baseUrl, AzureUrlPathMode mode,
			@Nullable String version, @Nullable String model, boolean carried) {
		OpenAIClient client = client((options) -> {
			options.baseUrl(baseUrl).azureUrlPathMode(mode);
			if (version != null) {
				options.azureServiceVersion(AzureOpenAIServiceVersion.fromString(version));
			}
		});
		ChatCompletionCreateParams params = params(model);
		assertThat(isCarried(attachTo(client), params)).isEqualTo(carried);
		assertThat(request(client, params)).isEqualTo(sent(mode != AzureUrlPathMode.AUTO));
		assertThat(this.requests).isEqualTo(carried ? List.of(request(client, params)) : List.of());
	}

	@Test
	void aClientOfAnotherVendorIsTheSameInstance() {
		for (String baseUrl : List.of("https://api.openai.com/v1", "https://api.groq.com/openai/v1",
				"https://evilopenai.azure.com/openai/v1", "https://openai.azure.com.evil.example/openai/v1",
				"https://demo.openai.azure.com@evil.example/openai/v1")) {
			OpenAIClient client = client((options) -> options.baseUrl(baseUrl));
			assertThat(attachTo(client)).isSameAs(client);
			assertThat(attachTo(client.async())).isSameAs(client.async());
		}
		OpenAIClient unset = client((options) -> {
		});
		assertThat(attachTo(unset)).isSameAs(unset);
	}

	@Test
	void parametersOfTheClientAndOfACallArePartOfTheUrl() {
		OpenAIClient client = client((options) -> options.baseUrl(DEPLOYMENT)
			.azureServiceVersion(AzureOpenAIServiceVersion.fromString("2024-10-21"))
			.putQueryParam("a", "b c")
			.putQueryParam("a", "ü&=")
			.putQueryParam("z", ""));
		OpenAIClient carrying = attachTo(client);
		ChatCompletionCreateParams params = OpenAiCalls.CHAT.toBuilder()
			.putAdditionalQueryParam("api-version", "2025-01-01-preview")
			.putAdditionalQueryParam("one more", "+%/?")
			.putAdditionalQueryParam("z", "1")
			.putAdditionalQueryParam("z", "2")
			.build();
		assertThat(isCarried(carrying, params)).isTrue();
		assertThat(this.requests).containsExactly(sent(false));
		assertThat(isCarried(carrying, OpenAiCalls.CHAT)).isFalse();
		assertThat(request(client, OpenAiCalls.CHAT)).isEqualTo(sent(false));
		assertThat(isCarried(carrying, params.toBuilder().putAdditionalQueryParam("api-version", "2024-10-21").build()))
			.isFalse();
	}

	@Test
	void aCallMaySetItsVersionOfTheUnifiedPath() {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		assertThat(isCarried(client,
				OpenAiCalls.CHAT.toBuilder().putAdditionalQueryParam("api-version", "preview").build()))
			.isTrue();
		assertThat(isCarried(client,
				OpenAiCalls.CHAT.toBuilder().putAdditionalQueryParam("api-version", "2025-01-01-preview").build()))
			.isFalse();
	}

	@Test
	void otherOptionsMayMeanAnotherEndpointAndBack() {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		OpenAIClient elsewhere = client.withOptions((options) -> options.baseUrl("https://api.groq.com/openai/v1"));
		assertThat(isCarried(elsewhere, OpenAiCalls.CHAT)).isFalse();
		assertThat(isCarried(elsewhere.withOptions((options) -> options.maxRetries(0)), OpenAiCalls.CHAT)).isFalse();
		assertThat(isCarried(elsewhere.withOptions((options) -> options.baseUrl(UNIFIED)), OpenAiCalls.CHAT)).isTrue();
		assertThat(this.requests).last().isEqualTo(sent(false));
		assertThat(isCarried(client.withOptions((options) -> options.baseUrl("https://ai.example.com/openai/v1")
			.azureUrlPathMode(AzureUrlPathMode.UNIFIED)), OpenAiCalls.CHAT)).isTrue();
		assertThat(this.requests).last().isEqualTo(sent(true));
		assertThat(isCarried(client, OpenAiCalls.CHAT)).isTrue();
	}

	@Test
	void theAsynchronousClientMovesAsWell() {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		OpenAiCalls.ask(client.async().withOptions((options) -> options.baseUrl("https://api.groq.com/openai/v1")));
		assertThat(Received.context(this.http.last())).isNull();
		OpenAiCalls.ask(client.async().withOptions((options) -> options.baseUrl(DEPLOYMENT + "/openai/v1/")));
		assertThat(Received.context(this.http.last())).isEqualTo(Users.APPLICATION_JSON);
	}

	@Test
	void optionsThatCannotBeBuiltFailAsTheyDoWithoutTheStarter() {
		OpenAIClient client = client((options) -> options.baseUrl(UNIFIED));
		IllegalStateException failure = new IllegalStateException();
		for (Consumer<ClientOptions.Builder> modifier : List.<Consumer<ClientOptions.Builder>>of((options) -> {
			throw failure;
		}, (options) -> options.baseUrl("https://demo openai"), (options) -> options.baseUrl("no-url"))) {
			Throwable expected = failureOf(() -> client.withOptions(modifier));
			assertThat(failureOf(() -> attachTo(client).withOptions(modifier))).hasSameClassAs(expected)
				.hasMessage(expected.getMessage());
		}
		assertThat(failureOf(() -> attachTo(client).withOptions((options) -> {
			throw failure;
		}))).isSameAs(failure);
	}

	@Test
	void aModifierOfOptionsRunsOnce() {
		List<ClientOptions.Builder> builders = new ArrayList<>();
		attachTo(client((options) -> options.baseUrl(UNIFIED))).withOptions(builders::add);
		assertThat(builders).hasSize(1);
	}

	@Test
	void aBaseUrlThatOnlyTheLibraryUnderstandsGoesOutUnharmed() {
		for (String baseUrl : List.of(UNIFIED + " ", " " + UNIFIED, "\t" + UNIFIED + "/ \n")) {
			OpenAIClient client = client((options) -> options.baseUrl(baseUrl));
			int sent = this.http.urls.size();
			OpenAiCalls.ask(attachTo(client));
			OpenAiCalls.ask(client);
			assertThat(this.http.urls).hasSize(sent + 2);
			assertThat(this.http.urls.get(sent)).isEqualTo(this.http.urls.get(sent + 1)).contains(baseUrl.strip());
		}
	}

	@Test
	void aCustomizerThatFailsCostsTheContextOnly(CapturedOutput output) {
		for (Throwable failure : List.of(new IllegalStateException("secret"), new StackOverflowError("secret"),
				new NoSuchMethodError("secret"), new AssertionError("secret"))) {
			OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)), (context, request) -> {
				throw OpenAiEndpointTests.<RuntimeException>sneaky(failure);
			});
			assertThat(isCarried(client, OpenAiCalls.CHAT)).isFalse();
			assertThat(this.http.last().text()).isEqualTo(plainText(OpenAiCalls.CHAT));
		}
		assertThat(output).contains("A call carries no user security context").doesNotContain("secret");
	}

	@Test
	void aContextThatCannotBeResolvedCostsTheContextOnly() {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		try (UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> {
			throw new IllegalStateException();
		})) {
			assertThat(scope).isNotNull();
			OpenAiCalls.ask(client);
			OpenAiCalls.ask(client.async());
		}
		assertThat(this.http.requests).hasSize(2).allSatisfy((received) -> assertThat(received.text()).contains("hi"));
	}

	@ParameterizedTest
	@MethodSource
	void aStrangeContextOfTheCallerIsSentAsItIs(JsonValue own) {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		ChatCompletionCreateParams params = with(own);
		isCarried(client, params);
		assertThat(this.http.last().text()).isEqualTo(plainText(params));
	}

	static Stream<JsonValue> aStrangeContextOfTheCallerIsSentAsItIs() {
		return Stream.of(JsonNull.of(), JsonValue.from(List.of()), JsonValue.from(List.of(Map.of("end_user_id", "x"))),
				JsonArray.of(Collections.nCopies(10_000, JsonValue.from("x"))), JsonValue.from(true), JsonValue.from(1),
				JsonValue.from(""), JsonValue.from("{}"),
				JsonValue.from(Map.of("end_user_id", "x", "application_name", "y", "more", 1)));
	}

	/**
	 * The library throws a checked exception that it does not declare, which no proxy of
	 * the JDK can do.
	 */
	@Test
	void aMissingContextOfTheCallerFailsForTheSameReasonAsWithoutTheStarter() {
		OpenAIClient client = client((options) -> options.baseUrl(UNIFIED));
		ChatCompletionCreateParams params = with(JsonMissing.of());
		Throwable expected = failureOf(() -> client.chat().completions().create(params));
		assertThat(failureOf(() -> attachTo(client).chat().completions().create(params)))
			.isInstanceOf(UndeclaredThrowableException.class)
			.cause()
			.hasSameClassAs(expected)
			.hasMessage(expected.getMessage());
		assertThat(this.http.requests).isEmpty();
	}

	@Test
	void aHugeContextOfTheCallerIsCompletedAndKept() {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		ChatCompletionCreateParams params = with(
				JsonValue.from(Map.of("a", nested(200), "b", "x".repeat(1_000_000), "é\"\\\n", List.of())));
		String own = plainText(params);
		assertThat(isCarried(client, params)).isTrue();
		assertThat(this.http.last().text().replace(members(Users.ALICE_JSON) + ",", "")).isEqualTo(own);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.12345678901234567890123", "123456789012345678901234567890", "1E+400", "1.10" })
	void everythingElseInTheContextOfTheCallerIsKept(String number) {
		OpenAIClient client = attachTo(client((options) -> options.baseUrl(UNIFIED)));
		ChatCompletionCreateParams params = with(
				JsonValue.from(Map.of("more", Map.of("score", new BigDecimal(number)))));
		String own = plainText(params);
		assertThat(isCarried(client, params)).isTrue();
		String member = own.substring(own.indexOf("\"more\""), own.indexOf('}', own.indexOf("\"more\"")) + 1);
		assertThat(this.http.last().text()).contains(member).contains(Users.ALICE_MEMBERS);
	}

	private static String members(String json) {
		return json.substring(1, json.length() - 1);
	}

	private static JsonValue nested(int depth) {
		JsonValue value = JsonValue.from(Map.of("x", 1));
		for (int i = 0; i < depth; i++) {
			value = JsonValue.from(Map.of("x", value));
		}
		return value;
	}

	private static ChatCompletionCreateParams with(JsonValue own) {
		return OpenAiCalls.CHAT.toBuilder().putAdditionalBodyProperty("user_security_context", own).build();
	}

	private static ChatCompletionCreateParams params(@Nullable String model) {
		ChatCompletionCreateParams.Builder builder = OpenAiCalls.CHAT.toBuilder();
		return ((model != null) ? builder.model(model) : builder.model(JsonField.ofNullable((ChatModel) null))).build();
	}

	private OpenAIClient client(Consumer<ClientOptions.Builder> modifier) {
		ClientOptions.Builder options = OpenAiCalls.options(this.http);
		modifier.accept(options);
		return new OpenAIClientImpl(options.build());
	}

	private <T> T attachTo(T client) {
		return attachTo(client, (context, request) -> {
			this.requests.add(request);
			return context;
		});
	}

	@SuppressWarnings("unchecked")
	private static <T> T attachTo(T client, UserSecurityContextCustomizer customizer) {
		OpenAiClients clients = new OpenAiClients(new UserSecurityContextAttacher(() -> List.of(customizer)));
		return (T) assertDoesNotThrow(
				() -> clients.attachTo(client, (origin) -> new ClientSettings("client", true, "demo")));
	}

	private boolean isCarried(OpenAIClient client, ChatCompletionCreateParams params) {
		int sent = this.http.requests.size();
		Users.as(Users.ALICE, () -> client.chat().completions().create(params));
		assertThat(this.http.requests).hasSize(sent + 1);
		return this.http.last().text().contains(Users.ALICE_MEMBERS);
	}

	/**
	 * What a client without the starter sends.
	 */
	private String plainText(ChatCompletionCreateParams params) {
		client((options) -> options.baseUrl(UNIFIED)).chat().completions().create(params);
		return this.http.requests.remove(this.http.requests.size() - 1).text();
	}

	private static OutgoingRequest request(OpenAIClient client, ChatCompletionCreateParams params) {
		return Objects.requireNonNull(OptionsReader.read(client).findEndpoint())
			.request("client", "chat/completions", params._model().asKnown().map(ChatModel::toString).orElse(null),
					params);
	}

	private OutgoingRequest sent(boolean azureClient) {
		URI url = this.http.lastUrl();
		return new OutgoingRequest("client", azureClient, "POST", url.getHost(), url.getPort(), url.getRawPath(),
				url.getRawQuery());
	}

	private static Throwable failureOf(Runnable call) {
		return assertThatExceptionOfType(Exception.class).isThrownBy(call::run).actual();
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> T sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

}
