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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.propagation.AiClients.Ai;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.boot.webmvc.error.ErrorAttributes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static io.github.securitycontext.propagation.TwoUsersServer.ALICE;
import static io.github.securitycontext.propagation.TwoUsersServer.APPLICATION;
import static io.github.securitycontext.propagation.TwoUsersServer.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a controller hands to Spring MVC to be called on another thread needs nothing.
 */
@ParameterizedClass
@MethodSource("io.github.securitycontext.propagation.RequestThreads#available")
class CallableTests {

	private static TwoUsersServer server;

	@Parameter
	RequestThreads threads;

	@BeforeParameterizedClassInvocation
	static void start(RequestThreads threads) {
		server = TwoUsersServer.start(threads, List.of(Application.class), "server.tomcat.threads.max=2",
				"server.tomcat.threads.min-spare=2");
	}

	@AfterParameterizedClassInvocation
	static void stop() {
		server.close();
	}

	@AfterEach
	void clear() {
		server.endpoint().clear();
	}

	@Test
	void aCallableHasTheUser() {
		get("/callable");
		assertThat(server.contextsOf("callable")).containsExactly(ALICE, BOB);
	}

	@Test
	void aTaskWithAnExecutorOfItsOwnHasTheUser() {
		get("/web-async-task");
		assertThat(server.contextsOf("web-async-task")).containsExactly(ALICE, BOB);
	}

	@Test
	void aBodyThatStreamsHasTheUser() {
		get("/streaming");
		assertThat(server.contextsOf("streaming")).containsExactly(ALICE, BOB);
		get("/streaming-entity");
		assertThat(server.contextsOf("streaming-entity")).containsExactly(ALICE, BOB);
	}

	/**
	 * Each of them runs while the other one does.
	 */
	@Test
	void aCallableThatAllRequestsShareWorksForWhomItIsCalled() {
		var ofAlice = server.start("/shared-callable", "alice");
		var ofBob = server.start("/shared-callable", "bob");
		assertThat(ofAlice.join()).isEqualTo("alice");
		assertThat(ofBob.join()).isEqualTo("bob");
		assertThat(server.contextsOf("shared")).containsExactlyInAnyOrder(ALICE, BOB);
	}

	@Test
	void aTaskThatAllRequestsShareWorksForWhomItIsCalled() {
		var ofAlice = server.start("/shared-task", "alice");
		var ofBob = server.start("/shared-task", "bob");
		assertThat(ofAlice.join()).isEqualTo("alice");
		assertThat(ofBob.join()).isEqualTo("bob");
	}

	@Test
	void aCallableThatReturnsAnotherHasTheUserTwice() {
		get("/again");
		assertThat(server.contextsOf("first")).containsExactly(ALICE, BOB);
		assertThat(server.contextsOf("second")).containsExactly(ALICE, BOB);
	}

	@Test
	void aCallableThatAnotherThreadLeavesAsTheResultHasTheUserOfTheRequest() {
		get("/deferred-callable");
		assertThat(server.contextsOf("deferred-callable")).containsExactly(ALICE, BOB);
	}

	@Test
	void whoHandlesTheFailureOfACallableHasTheUser() {
		get("/failing");
		assertThat(server.contextsOf("failing")).containsExactly(ALICE, BOB);
		assertThat(server.contextsOf("handler")).containsExactly(ALICE, BOB);
	}

	@Test
	void anErrorDispatchAfterACallableHasTheUser() {
		assertThat(server.exchange("/error-dispatch", "alice").statusCode()).isEqualTo(500);
		assertThat(server.contextsOf("error-dispatch")).containsExactly(ALICE);
	}

	/**
	 * The container tells of a timeout on a thread that dispatches no request.
	 */
	@Test
	void aTaskThatWasTooLateKeepsItsUserAndWhoeverAnswersInsteadHasNone() {
		assertThat(server.get("/late", "alice")).isEqualTo("too late");
		Controller controller = server.context().getBean(Controller.class);
		controller.answered.give();
		controller.done.await();
		assertThat(server.contextsOf("late")).containsExactly(ALICE);
		assertThat(server.contextsOf("instead")).containsExactly(APPLICATION);
		get("/callable");
		assertThat(server.contextsOf("callable")).containsExactly(ALICE, BOB);
	}

	private static void get(String path) {
		server.get(path, "alice");
		server.get(path, "bob");
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Controller controller(Ai ai) {
			return new Controller(ai);
		}

		@Bean
		ErrorAttributes errorAttributes(Ai ai) {
			return new DefaultErrorAttributes() {

				@Override
				public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
					return Map.of("answer", ai.ask("error-dispatch"));
				}

			};
		}

	}

	@RestController
	static class Controller {

		private final CyclicBarrier both = new CyclicBarrier(2);

		private final Signal answered = new Signal();

		private final Signal done = new Signal();

		private final SimpleAsyncTaskExecutor ownExecutor = new SimpleAsyncTaskExecutor("own-");

		private final Ai ai;

		private final Callable<String> shared;

		private final WebAsyncTask<String> sharedTask;

		Controller(Ai ai) {
			this.ai = ai;
			this.shared = () -> {
				this.both.await(30, TimeUnit.SECONDS);
				this.ai.ask("shared");
				return UserSecurityContextHolder.getContext().getEndUserId();
			};
			this.sharedTask = new WebAsyncTask<>(30000L, this.ownExecutor, this.shared);
		}

		@GetMapping("/callable")
		Callable<String> callable() {
			return () -> this.ai.ask("callable");
		}

		@GetMapping("/web-async-task")
		WebAsyncTask<String> webAsyncTask() {
			return new WebAsyncTask<>(30000L, this.ownExecutor, () -> this.ai.ask("web-async-task"));
		}

		@GetMapping("/streaming")
		StreamingResponseBody streaming() {
			return (body) -> body.write(this.ai.ask("streaming").getBytes());
		}

		@GetMapping("/streaming-entity")
		ResponseEntity<StreamingResponseBody> streamingEntity() {
			return ResponseEntity.ok((body) -> body.write(this.ai.ask("streaming-entity").getBytes()));
		}

		@GetMapping("/shared-callable")
		Callable<String> sharedCallable() {
			return this.shared;
		}

		@GetMapping("/shared-task")
		WebAsyncTask<String> sharedTask() {
			return this.sharedTask;
		}

		@GetMapping("/again")
		Callable<Callable<String>> again() {
			return () -> {
				this.ai.ask("first");
				return () -> this.ai.ask("second");
			};
		}

		@GetMapping("/deferred-callable")
		DeferredResult<Callable<String>> deferredCallable() {
			DeferredResult<Callable<String>> result = new DeferredResult<>();
			this.ownExecutor.execute(() -> result.setResult(() -> this.ai.ask("deferred-callable")));
			return result;
		}

		@GetMapping("/failing")
		Callable<String> failing() {
			return () -> {
				throw new UnsupportedOperationException(this.ai.ask("failing"));
			};
		}

		@ExceptionHandler(UnsupportedOperationException.class)
		String handle() {
			return this.ai.ask("handler");
		}

		@ExceptionHandler(IllegalStateException.class)
		void fail(HttpServletResponse response) throws IOException {
			response.sendError(500);
		}

		@GetMapping("/error-dispatch")
		Callable<String> errorDispatch() {
			return () -> {
				throw new IllegalStateException("of a test");
			};
		}

		@GetMapping("/late")
		WebAsyncTask<String> late() {
			WebAsyncTask<String> task = new WebAsyncTask<>(1L, this.ownExecutor, () -> {
				try {
					Thread.sleep(30000);
				}
				catch (InterruptedException ex) {
					this.answered.await();
					this.ai.ask("late");
					this.done.give();
				}
				return "in time";
			});
			task.onTimeout(() -> {
				this.ai.ask("instead");
				return "too late";
			});
			return task;
		}

	}

}
