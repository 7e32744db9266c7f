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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * A request that asks for its context not at all, once or twice.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ContextBenchmark {

	private static final String OUTER_FILTER = "userSecurityContextOuterFilter";

	private static final String INNER_FILTER = "userSecurityContextInnerFilter";

	private static final int CLAIMS = 40;

	private final Turns<Request> turns = new Turns<>(requests());

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private @Nullable ConfigurableApplicationContext context;

	private Filter outerFilter = (request, response, chain) -> {
	};

	private Filter innerFilter = this.outerFilter;

	private Request current = requests().get(0);

	static List<Turns.Turn> turns() {
		return requests().stream().map(Request::name).toList();
	}

	/**
	 * Adds what the first call of a request costs, and a later one.
	 * @param samples of requests without a call, with one, and with two
	 */
	static List<Samples> withCalls(List<Samples> samples) {
		List<Samples> all = new ArrayList<>(samples);
		for (Samples one : samples) {
			if (one.variant().equals(calls(1))) {
				all.add(one.minus(find(samples, one, calls(0)), "first call"));
				all.add(find(samples, one, calls(2)).minus(one, "later call"));
			}
		}
		return all;
	}

	private static Samples find(List<Samples> samples, Samples like, String variant) {
		return samples.stream()
			.filter((each) -> each.isOf(like.subject(), variant, like.metric()))
			.findFirst()
			.orElseThrow();
	}

	private static String calls(int count) {
		return count + " calls";
	}

	private static List<Request> requests() {
		List<Request> requests = new ArrayList<>();
		for (int proxies : new int[] { 0, 1, 10 }) {
			for (Authentication user : List.of(basicLogin(), jwt())) {
				for (int calls : new int[] { 0, 1, 2 }) {
					String subject = "%s behind %d proxies".formatted(
							(user instanceof JwtAuthenticationToken) ? "JWT with " + CLAIMS + " claims" : "basic login",
							proxies);
					requests.add(new Request(new Turns.Turn("requests", subject, calls(calls)), user, proxies, calls));
				}
			}
		}
		return requests;
	}

	private static Authentication basicLogin() {
		return UsernamePasswordAuthenticationToken.authenticated("alice", null,
				AuthorityUtils.createAuthorityList("ROLE_USER"));
	}

	private static Authentication jwt() {
		Jwt.Builder jwt = Jwt.withTokenValue("token")
			.header("alg", "RS256")
			.issuer("https://login.microsoftonline.com/" + Alice.TENANT_ID + "/v2.0")
			.subject("subject")
			.issuedAt(Instant.EPOCH)
			.expiresAt(Instant.MAX)
			.claim("oid", Alice.ID)
			.claim("tid", Alice.TENANT_ID)
			.claim("scp", "chat");
		IntStream.range(0, CLAIMS - 7).forEach((claim) -> jwt.claim("claim-" + claim, "value"));
		return new JwtAuthenticationToken(jwt.build(), AuthorityUtils.createAuthorityList("SCOPE_chat"));
	}

	@Setup
	public void startApplication() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.SERVLET)
			.properties("spring.application.name=" + Alice.APPLICATION_NAME, "spring.main.banner-mode=off",
					"logging.level.root=warn", "server.port=0", "server.address=127.0.0.1",
					"securitycontext.source-ip.trusted-proxies=10.0.0.0/8",
					"spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1/keys")
			.run();
		this.outerFilter = this.context.getBean(OUTER_FILTER, Filter.class);
		this.innerFilter = this.context.getBean(INNER_FILTER, Filter.class);
	}

	@TearDown
	public void stopApplication() {
		if (this.context != null) {
			this.context.close();
		}
	}

	@Setup(Level.Iteration)
	public void takeTurn() throws IOException, ServletException {
		this.current = this.turns.next();
		SecurityContextHolder.getContext().setAuthentication(this.current.user());
		UserSecurityContext found = request();
		if (this.current.calls() > 0
				&& (found == null || !Alice.SOURCE_IP.equals(found.getSourceIp()) || found.getEndUserId() == null)) {
			throw new IllegalStateException("The request does not know its user: " + found);
		}
	}

	@Benchmark
	public @Nullable UserSecurityContext request() throws IOException, ServletException {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/chat");
		int proxies = this.current.proxies();
		request.setRemoteAddr((proxies > 0) ? "10.0.0.1" : Alice.SOURCE_IP);
		if (proxies > 0) {
			request.addHeader("X-Forwarded-For", "198.51.100.9, " + Alice.SOURCE_IP + ", 10.0.0.2".repeat(proxies - 1));
		}
		AtomicReference<@Nullable UserSecurityContext> found = new AtomicReference<>();
		FilterChain chain = (req, res) -> {
			for (int i = 0; i < this.current.calls(); i++) {
				found.set(UserSecurityContextHolder.getContext());
			}
		};
		this.outerFilter.doFilter(request, this.response, (req, res) -> this.innerFilter.doFilter(req, res, chain));
		return found.get();
	}

	private record Request(Turns.Turn name, Authentication user, int proxies, int calls) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
