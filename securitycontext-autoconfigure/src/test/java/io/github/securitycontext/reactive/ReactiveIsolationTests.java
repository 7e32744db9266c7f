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

package io.github.securitycontext.reactive;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.securitycontext.CurrentThread;
import io.github.securitycontext.attribution.Authentications;
import io.github.securitycontext.support.Leaks;
import io.github.securitycontext.support.ReactiveChatServer;
import io.github.securitycontext.support.ReactiveChatServer.WebServer;
import io.github.securitycontext.support.Received;
import io.github.securitycontext.support.Users;
import io.github.securitycontext.test.ReceivedCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static io.github.securitycontext.attribution.SecuredServer.nobody;
import static io.github.securitycontext.attribution.SecuredServer.user;
import static io.github.securitycontext.attribution.SecuredServer.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody's call is ever of another user, however the chains of users meet.
 */
@ParameterizedClass
@CsvSource({ "NETTY, limited", "NETTY, auto", "TOMCAT, limited", "TOMCAT, auto", "JETTY, auto" })
class ReactiveIsolationTests {

	private static final Pattern PROMPT = Pattern.compile("\"content\":\"of ([^\"]*)\"");

	private static ReactiveChatServer server;

	@Parameter(0)
	private WebServer webServer;

	@Parameter(1)
	private String propagation;

	@BeforeParameterizedClassInvocation
	static void start(WebServer webServer, String propagation) {
		server = ReactiveSecuredServer.start(webServer, List.of(MeetingUsers.class),
				"spring.reactor.context-propagation=" + propagation, "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
		Hooks.disableAutomaticContextPropagation();
	}

	@AfterEach
	void noThreadRemembersAnybody() throws InterruptedException {
		assertThat(Leaks.threadsWithContext(Schedulers.boundedElastic()::schedule, 8)).isEmpty();
		for (int i = 0; i < 32; i++) {
			// each time the next of its threads
			assertThat(Mono.fromSupplier(CurrentThread::holdsContext).subscribeOn(Schedulers.parallel()).block())
				.isFalse();
		}
	}

	private boolean isAutomatic() {
		return this.propagation.equals("auto");
	}

	private static String[] as(String name) {
		return with(Authentications.named(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "azure", "delayed", "web-client", "blocking", "openai", "captured" })
	void manyUsersAtOnceOverKeptConnectionsAreToldApart(String way) {
		int requests = 60;
		server.endpoint().clear();
		HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		List<CompletableFuture<HttpResponse<Void>>> responses = IntStream.range(0, requests).mapToObj((i) -> {
			String name = "user" + i % 7;
			String path = "/call/" + way + "?of=" + ((i % 7 == 0) ? "nobody" : name);
			return http.sendAsync(server.request(path, (i % 7 == 0) ? new String[0] : as(name)),
					HttpResponse.BodyHandlers.discarding());
		}).toList();
		assertThat(responses.stream().map(CompletableFuture::join))
			.allMatch((response) -> response.statusCode() == 200);
		assertThat(server.endpoint().received()).hasSize(requests)
			.allSatisfy(
					(received) -> assertThat(Received.context(received)).isEqualTo(expected(way, promptOf(received))));
	}

	private String expected(String way, String name) {
		if ((way.equals("blocking") || way.equals("openai")) && !isAutomatic()) {
			return Users.APPLICATION_JSON;
		}
		return name.equals("nobody") ? nobody() : user(name);
	}

	private static String promptOf(ReceivedCall received) {
		Matcher matcher = PROMPT.matcher(received.text());
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	@Test
	void anAnswerThatIsSharedIsOfWhoAskedFirst() {
		assertThat(server.calls("/cached", as("alice"))).containsExactly(user("alice"));
		assertThat(server.calls("/cached", as("bob"))).isEmpty();
	}

	@Test
	void usersWhoseChainsAreMergedAreToldApart() {
		assertThat(server.calls("/merged", as("alice"))).containsExactlyInAnyOrder(user("bob"), user("carol"),
				user("alice"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "azure", "web-client", "blocking", "openai" })
	void aPipelineThatUsersFeedWorksForNobody(String way) {
		server.endpoint().clear();
		for (String name : List.of("alice", "bob", "carol", "dave")) {
			server.get("/feed/" + way + "?of=" + name, as(name));
		}
		assertThat(server.endpoint().await(4)).extracting(Received::context).containsOnly(Users.APPLICATION_JSON);
	}

	@ParameterizedTest
	@ValueSource(strings = { "azure", "web-client" })
	void aRequestThatARequestMakesToTheSameServerHasItsOwnUser(String way) {
		assertThat(server.calls("/nested/" + way, as("alice"))).containsExactly(nobody(), user("alice"));
		assertThat(server.calls("/nested/" + way + "?basic=true", as("alice"))).containsExactly(user("alice"),
				user("alice"));
	}

}
