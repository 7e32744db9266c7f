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

package io.github.securitycontext.propagation;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.RequestFacade;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.util.WebUtils;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Work goes on for its user after the request has ended, while the very same request
 * object of the container serves another user.
 */
@ParameterizedClass
@MethodSource("io.github.securitycontext.propagation.RequestThreads#available")
class RecycledRequestTests {

	private static TwoUsersServer server;

	@Parameter
	RequestThreads threads;

	private Application application;

	@BeforeParameterizedClassInvocation
	static void start(RequestThreads threads) {
		server = TwoUsersServer.start(threads, List.of(Application.class), "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1", "spring.task.execution.propagate-context=true");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	@BeforeEach
	void begin() {
		server.endpoint().clear();
		this.application = server.context().getBean(Application.class);
		this.application.begin();
	}

	/**
	 * It waits in the queue of its executor, who does not let it be cancelled.
	 */
	@Test
	void aCallableThatStartsAfterItsRequestWasGivenToSomebodyElseHasItsUser() {
		assertThat(server.exchange("/queued", "alice").statusCode()).isEqualTo(503);
		workWhileBobIsServed();
	}

	@Test
	void aWrappedTaskThatOutlivesItsRequestHasItsUser() {
		server.get("/wrapped", "alice");
		workWhileBobIsServed();
	}

	@Test
	void anAsyncMethodThatOutlivesItsRequestHasItsUser() {
		server.get("/async-method", "alice");
		workWhileBobIsServed();
	}

	private void workWhileBobIsServed() {
		CompletableFuture<String> ofBob = server.start("/serve", "bob");
		this.application.served.await();
		this.application.go.give();
		this.application.worked.await();
		assertThat(server.contextsOf("work")).containsExactly(ALICE);
		this.application.leave.give();
		ofBob.join();
		assertThat(server.contextsOf("serve")).containsExactly(BOB);
		assertThat(this.application.requestOfBob).isSameAs(this.application.requestOfAlice);
	}

	@Configuration
	@EnableAsync
	static class Application implements DisposableBean {

		/** Not a bean, which would replace that of Spring Boot. */
		private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

		private volatile Signal served;

		private volatile Signal go;

		private volatile Signal worked;

		private volatile Signal leave;

		private volatile RequestFacade requestOfAlice;

		private volatile RequestFacade requestOfBob;

		void begin() {
			this.served = new Signal();
			this.go = new Signal();
			this.worked = new Signal();
			this.leave = new Signal();
		}

		@Override
		public void destroy() {
			this.oneThread.shutdownNow();
		}

		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> keepingFacades() {
			return (factory) -> factory.addConnectorCustomizers((connector) -> connector.setDiscardFacades(false));
		}

		@Bean
		Work work(Ai ai) {
			return new Work(this, ai);
		}

		@Bean
		Controller controller(Work work, Ai ai) {
			return new Controller(this, work, ai);
		}

	}

	static class Work {

		private final Application application;

		private final Ai ai;

		Work(Application application, Ai ai) {
			this.application = application;
			this.ai = ai;
		}

		@Async
		void doAsync() {
			this.application.go.await();
			doNow();
		}

		String doNow() {
			String answer = this.ai.ask("work");
			this.application.worked.give();
			return answer;
		}

	}

	@RestController
	static class Controller {

		private final Application application;

		private final Work work;

		private final Ai ai;

		Controller(Application application, Work work, Ai ai) {
			this.application = application;
			this.work = work;
			this.ai = ai;
		}

		@GetMapping("/queued")
		WebAsyncTask<String> queued(HttpServletRequest request) {
			this.application.requestOfAlice = containerRequest(request);
			this.application.oneThread.execute(this.application.go::await);
			return new WebAsyncTask<>(1L, new UncancellableExecutor(this.application.oneThread), this.work::doNow);
		}

		@GetMapping("/wrapped")
		void wrapped(HttpServletRequest request) {
			this.application.requestOfAlice = containerRequest(request);
			this.application.oneThread.execute(this.application.go::await);
			this.application.oneThread.submit(UserSecurityContextSnapshot.capture().wrap(this.work::doNow));
		}

		@GetMapping("/async-method")
		void asyncMethod(HttpServletRequest request) {
			this.application.requestOfAlice = containerRequest(request);
			this.work.doAsync();
		}

		@GetMapping("/serve")
		void serve(HttpServletRequest request) {
			this.application.requestOfBob = containerRequest(request);
			this.application.served.give();
			this.application.leave.await();
			this.ai.ask("serve");
		}

		private static RequestFacade containerRequest(HttpServletRequest request) {
			return WebUtils.getNativeRequest(request, RequestFacade.class);
		}

	}

	private record UncancellableExecutor(ExecutorService executor) implements AsyncTaskExecutor {

		@Override
		public void execute(Runnable task) {
			this.executor.execute(task);
		}

		@Override
		public Future<?> submit(Runnable task) {
			execute(task);
			return new CompletableFuture<>();
		}

	}

}
