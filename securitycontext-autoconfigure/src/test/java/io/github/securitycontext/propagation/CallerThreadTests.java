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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.propagation.AiClients.Ai;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A task that the thread of a request handed over may come back to it, and its user may
 * change meanwhile.
 */
@ParameterizedClass
@MethodSource("io.github.securitycontext.propagation.RequestThreads#available")
class CallerThreadTests {

	/** Alice, at the computer of somebody who had not signed in. */
	private static final String ALICE_LATER = ALICE.replace("203.0.113.1", "203.0.113.3");

	private static TwoUsersServer server;

	@Parameter
	RequestThreads threads;

	@BeforeParameterizedClassInvocation
	static void start(RequestThreads threads) {
		server = TwoUsersServer.start(threads, List.of(Application.class), "server.tomcat.threads.max=1",
				"server.tomcat.threads.min-spare=1");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	/**
	 * What a thread did for somebody is over with the request.
	 */
	@AfterEach
	void theNextRequestIsOfItsOwnUser() {
		server.get("/ask", "nobody");
		assertThat(server.contextsOf("ask")).containsExactly(NOBODY);
		server.endpoint().clear();
	}

	@Test
	void whoHandlesTheRejectionOfACallableHasTheUser() {
		server.get("/rejected", "alice");
		assertThat(server.contextsOf("rejected")).containsExactly(ALICE);
	}

	/**
	 * Spring Security clears its own context behind a callable, on whatever thread.
	 */
	@Test
	void aCallableThatTheCallerRunsHasTheUserAndTheRequestGoesOnAsItself() {
		server.get("/caller-runs", "alice");
		assertThat(server.contextsOf("callable")).containsExactly(ALICE);
		assertThat(server.contextsOf("after concurrent handling started"))
			.containsExactly(NOBODY.replace("203.0.113.3", "203.0.113.1"));
	}

	@Test
	void aWrappedTaskThatTheCallerRunsIsOfWhomItWasWrappedForAndTheRequestGoesOnAsItself() {
		server.get("/wrapped-caller-runs", "nobody");
		assertThat(server.contextsOf("task")).containsExactly(NOBODY);
		assertThat(server.contextsOf("request")).containsExactly(ALICE_LATER);
	}

	@Test
	void aDecoratedTaskThatTheCallerRunsLeavesTheRequestAsItWas() {
		server.get("/decorated-caller-runs", "nobody");
		assertThat(server.contextsOf("task")).containsExactly(NOBODY);
		assertThat(server.contextsOf("request")).containsExactly(ALICE_LATER);
	}

	@Test
	void eachCaptureIsOfTheUserWhoWasSignedInThen() {
		server.get("/login-between", "nobody");
		assertThat(server.contextsOf("before")).containsExactly(NOBODY);
		assertThat(server.contextsOf("after")).containsExactly(ALICE_LATER);
	}

	@Configuration(proxyBeanMethods = false)
	static class Application implements WebMvcConfigurer {

		@Bean
		Controller controller(Ai ai) {
			return new Controller(ai);
		}

		@Bean
		WebMvcConfigurer interceptors(Ai ai) {
			return new WebMvcConfigurer() {

				@Override
				public void addInterceptors(InterceptorRegistry registry) {
					registry.addInterceptor(new AsyncHandlerInterceptor() {

						@Override
						public void afterConcurrentHandlingStarted(HttpServletRequest request,
								HttpServletResponse response, Object handler) {
							ai.ask("after concurrent handling started");
						}

					});
				}

			};
		}

	}

	@RestController
	static class Controller implements DisposableBean {

		private final Signal end = new Signal();

		private final ExecutorService busy = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>(),
				new ThreadPoolExecutor.CallerRunsPolicy());

		private final Ai ai;

		Controller(Ai ai) {
			this.ai = ai;
			this.busy.execute(this.end::await);
		}

		@Override
		public void destroy() {
			this.end.give();
			this.busy.shutdown();
		}

		@GetMapping("/ask")
		String ask() {
			return this.ai.ask("ask");
		}

		@GetMapping("/rejected")
		WebAsyncTask<String> rejected() {
			return new WebAsyncTask<>(null, new TaskExecutorAdapter((task) -> {
				throw new RejectedExecutionException();
			}), () -> "not rejected");
		}

		@ExceptionHandler(TaskRejectedException.class)
		String handle() {
			return this.ai.ask("rejected");
		}

		@GetMapping("/caller-runs")
		WebAsyncTask<String> callerRuns() {
			return new WebAsyncTask<>(null, new TaskExecutorAdapter(this.busy), onThisThread("callable"));
		}

		@GetMapping("/wrapped-caller-runs")
		void wrappedCallerRuns(HttpServletRequest request) throws ServletException {
			this.busy.submit(UserSecurityContextSnapshot.capture().wrap(onThisThread("task")));
			request.login("alice", "pw");
			this.ai.ask("request");
		}

		@GetMapping("/decorated-caller-runs")
		void decoratedCallerRuns(HttpServletRequest request) throws ServletException {
			TaskExecutorAdapter executor = new TaskExecutorAdapter(this.busy);
			executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
			executor.submit(onThisThread("task"));
			request.login("alice", "pw");
			this.ai.ask("request");
		}

		@GetMapping("/login-between")
		void loginBetween(HttpServletRequest request) throws Exception {
			Callable<String> before = UserSecurityContextSnapshot.capture().wrap(() -> this.ai.ask("before"));
			request.login("alice", "pw");
			Callable<String> after = UserSecurityContextSnapshot.capture().wrap(() -> this.ai.ask("after"));
			OtherThread.call(after);
			OtherThread.call(before);
		}

		private Callable<String> onThisThread(String prompt) {
			Thread caller = Thread.currentThread();
			return () -> {
				assertThat(Thread.currentThread()).isSameAs(caller);
				return this.ai.ask(prompt);
			};
		}

	}

}
