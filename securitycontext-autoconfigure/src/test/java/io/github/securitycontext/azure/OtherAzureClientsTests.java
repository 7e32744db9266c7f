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

package io.github.securitycontext.azure;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.azure.ai.openai.OpenAIClient;
import com.azure.core.annotation.BodyParam;
import com.azure.core.annotation.ExpectedResponses;
import com.azure.core.annotation.Host;
import com.azure.core.annotation.HostParam;
import com.azure.core.annotation.Post;
import com.azure.core.annotation.QueryParam;
import com.azure.core.annotation.ServiceInterface;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPolicyProviders;
import com.azure.core.http.rest.Response;
import com.azure.core.http.rest.RestProxy;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobAsyncClient;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.attach.UserSecurityContextCustomizer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.Answer;
import io.github.securitycontext.test.AzureOpenAiEndpoint;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clients of other Azure services, whose pipelines have our policy as well.
 */
class OtherAzureClientsTests {

	private static final String VERSION = "2025-01-01-preview";

	private static final BinaryData JSON = BinaryData
		.fromString("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

	@AutoClose
	private static final AzureOpenAiEndpoint endpoint = AzureOpenAiEndpoint.start();

	private static final HttpPipeline pipeline = pipeline();

	@BeforeEach
	@AfterEach
	void noApplicationRuns() {
		endpoint.answerWith((call) -> "PUT".equals(call.method()) ? Answer.status(201) : Answer.text("Hello"));
		OutsideSpring.assertThatNoApplicationRuns();
	}

	@ParameterizedTest
	@MethodSource
	void aCallIsTheSameToTheByteWhateverTheProperty(Runnable call) {
		List<Sent> before = sent(call);
		assertThat(before).isNotEmpty();
		for (boolean switchedOn : new boolean[] { true, false }) {
			OutsideSpring.application("demo", switchedOn).run((context) -> {
				assertThat(sent(call)).isEqualTo(before);
				OutsideSpring.application("second", switchedOn)
					.run((second) -> assertThat(sent(call)).isEqualTo(before));
			});
		}
		assertThat(sent(call)).isEqualTo(before);
	}

	static Stream<Named<Runnable>> aCallIsTheSameToTheByteWhateverTheProperty() {
		BlobClient blob = blob().buildClient();
		BlobClient signing = blob().credential(new StorageSharedKeyCredential("account", "a2V5")).buildClient();
		BlobAsyncClient async = blob().buildAsyncClient();
		BlobClient likeChat = new BlobClientBuilder().endpoint(endpoint.url() + "/openai/deployments/gpt/chat")
			.containerName("deployments")
			.blobName("gpt/chat/completions")
			.buildClient();
		OtherService other = RestProxy.create(OtherService.class, pipeline);
		return Stream.of(call("upload", () -> blob.upload(JSON, true)),
				call("signed upload", () -> signing.upload(JSON, true)),
				call("asynchronous upload", () -> async.upload(JSON, true).block()),
				call("upload to a path like that of a chat", () -> likeChat.upload(JSON, true)),
				call("download", () -> assertThat(blob.downloadContent().toString()).contains("chat.completion")),
				call("stream", () -> blob.downloadStream(new ByteArrayOutputStream())),
				call("asynchronous download", () -> assertThat(async.downloadContent().block()).isNotNull()),
				call("same path and body", () -> other.complete(endpoint.url(), VERSION, JSON, Context.NONE)),
				call("same path and body, asynchronously",
						() -> other.completeLater(endpoint.url(), VERSION, JSON, Context.NONE).block()),
				call("unified path", () -> other.completeUnified(endpoint.url(), JSON, Context.NONE)),
				call("without a service", () -> pipeline.sendSync(chatRequest(), Context.NONE).getBodyAsBinaryData()),
				call("without a service, asynchronously",
						() -> pipeline.send(chatRequest()).flatMap(HttpResponse::getBodyAsString).block()),
				call("with a strange caller",
						() -> pipeline.sendSync(chatRequest(), new Context("caller-method", List.of()))
							.getBodyAsBinaryData()));
	}

	@Test
	void theBodyOfAStorageClientArrivesAsItIs() {
		OutsideSpring.application("demo", true)
			.run((context) -> assertThat(sent(() -> blob().buildClient().upload(JSON, true))).hasSize(1)
				.allSatisfy((request) -> assertThat(request.text()).isEqualTo(JSON.toString())));
	}

	@Test
	void anErrorOfTheServiceIsTheSame() {
		FakeHttpClient http = new FakeHttpClient();
		BlobClient blob = blob().httpClient(http).buildClient();
		OutsideSpring.application("demo", true).run((context) -> {
			http.failNext(404);
			assertThat(blob.exists()).isFalse();
		});
	}

	@Test
	void aCustomizerIsNotAskedAboutOtherServices() {
		List<String> asked = new ArrayList<>();
		UserSecurityContextCustomizer customizer = (context, request) -> {
			asked.add(request.path());
			return context;
		};
		OutsideSpring.application("demo", true)
			.withBean(UserSecurityContextCustomizer.class, () -> customizer)
			.run((context) -> aCallIsTheSameToTheByteWhateverTheProperty().forEach((call) -> sent(call.getPayload())));
		assertThat(asked).isEmpty();
	}

	@ParameterizedTest
	@MethodSource
	void whateverFailsOnOurSideCallsGoOn(Throwable failure) {
		OpenAIClient chat = TestCalls.builder(endpoint).buildClient();
		BlobClient blob = blob().buildClient();
		OtherService other = RestProxy.create(OtherService.class, pipeline);
		UserSecurityContextCustomizer customizer = (context, request) -> {
			throw sneaky(failure);
		};
		OutsideSpring.application("demo", true)
			.withBean(UserSecurityContextCustomizer.class, () -> customizer)
			.run((context) -> {
				assertThat(sent(() -> TestCalls.ask(chat))).hasSize(1)
					.allSatisfy((request) -> assertThat(request.text()).doesNotContain("user_security_context"));
				UserSecurityContextHolder.Scope scope = UserSecurityContextHolder.bind(() -> {
					throw sneaky(failure);
				});
				try {
					TestCalls.ask(chat);
					blob.upload(JSON, true);
					assertThat(blob.downloadContent()).isNotNull();
					other.complete(endpoint.url(), VERSION, JSON, Context.NONE);
				}
				finally {
					scope.close();
				}
			});
	}

	static Stream<Throwable> whateverFailsOnOurSideCallsGoOn() {
		return Stream.of(new IllegalStateException("broken"), new StackOverflowError(),
				new NoClassDefFoundError("absent"), new Exception("checked"));
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
		throw (T) failure;
	}

	private static List<Sent> sent(Runnable call) {
		endpoint.clear();
		Users.as(Users.ALICE, () -> {
			call.run();
			return null;
		});
		return endpoint.received().stream().map(Sent::new).toList();
	}

	private static Named<Runnable> call(String name, Runnable call) {
		return Named.of(name, call);
	}

	private static BlobClientBuilder blob() {
		return new BlobClientBuilder().endpoint(endpoint.url() + "/account")
			.containerName("container")
			.blobName("data.json");
	}

	private static HttpRequest chatRequest() {
		return new HttpRequest(HttpMethod.POST, endpoint.url() + Received.CHAT_PATH + "?api-version=" + VERSION)
			.setBody(JSON);
	}

	private static HttpPipeline pipeline() {
		List<HttpPipelinePolicy> policies = new ArrayList<>();
		HttpPolicyProviders.addBeforeRetryPolicies(policies);
		assertThat(policies).contains(OutsideSpringPolicyProvider.OutsideSpringPolicy.INSTANCE);
		return new HttpPipelineBuilder().policies(policies.toArray(HttpPipelinePolicy[]::new))
			.httpClient(HttpClient.createDefault())
			.build();
	}

	private record Sent(String method, String uri, Map<String, List<String>> headers, String text) {

		private Sent(ReceivedCall received) {
			this(received.method(), received.uri(),
					Received.headersWithout(received, "Authorization", "Date", "X-ms-date", "X-ms-client-request-id"),
					received.text());
		}

	}

	/**
	 * Another service, which has the path of a chat.
	 */
	@Host("{endpoint}")
	@ServiceInterface(name = "Other")
	interface OtherService {

		@Post("openai/deployments/x/chat/completions")
		@ExpectedResponses(200)
		Response<BinaryData> complete(@HostParam("endpoint") String endpoint, @QueryParam("api-version") String version,
				@BodyParam("application/json") BinaryData body, Context context);

		@Post("openai/deployments/x/chat/completions")
		@ExpectedResponses(200)
		Mono<Response<BinaryData>> completeLater(@HostParam("endpoint") String endpoint,
				@QueryParam("api-version") String version, @BodyParam("application/json") BinaryData body,
				Context context);

		@Post("openai/v1/chat/completions")
		@ExpectedResponses(200)
		Response<BinaryData> completeUnified(@HostParam("endpoint") String endpoint,
				@BodyParam("application/json") BinaryData body, Context context);

	}

}
