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

package io.github.securitycontext.soak;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.securitycontext.UserSecurityContext;
import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.support.Leaks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hundreds of users at once, every way that a call can take through an application, pools
 * smaller than the load, requests that are aborted, time out, fail and are tried again:
 * each call arrives with the context of who asked for it.
 * <p>
 * Each soak is of {@code -Dsoak.calls} calls, and of {@code -Dsoak.seed}.
 */
@Timeout(value = 6, unit = TimeUnit.HOURS)
class SoakTests {

	private static final long CALLS = Long.getLong("soak.calls", 6000);

	private static final long SEED = Long.getLong("soak.seed", 1);

	/** Of those that requests and tests hold by themselves. */
	private static final long FEW = 150;

	private static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

	private final JudgingEndpoint endpoint = new JudgingEndpoint();

	private final SoakDriver driver = new SoakDriver(SEED);

	private final List<SoakApplication> applications = new ArrayList<>();

	private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());

	@BeforeEach
	void start() {
		this.applications.clear();
	}

	@AfterEach
	void stop() {
		this.applications.forEach(SoakApplication::close);
		this.driver.close();
		this.endpoint.close();
		Hooks.disableAutomaticContextPropagation();
		this.logging.setLogLevel("ROOT", LogLevel.WARN);
	}

	@Test
	void eachCallArrivesWithTheContextOfItsAuthor() throws Exception {
		this.applications.add(SoakApplication.onTomcat("tomcat", this.endpoint, List.of()));
		this.applications.add(SoakApplication.onNetty("netty", this.endpoint, List.of()));
		if (VIRTUAL_THREADS) {
			this.applications.add(SoakApplication.onTomcat("virtual", this.endpoint, List.of(),
					"spring.threads.virtual.enabled=true"));
		}
		soak(CALLS);
		assertThatAllIsRight();
		assertThatNothingIsLeftBehind();
	}

	@Test
	void eachCallArrivesWithTheContextOfItsAuthorIfReactorPropagatesIt() throws Exception {
		String propagation = "spring.reactor.context-propagation=auto";
		List<Class<?>> paths = List.of(PropagatedPaths.class);
		this.applications.add(SoakApplication.onTomcat("tomcat-auto", this.endpoint, paths, propagation));
		this.applications.add(SoakApplication.onNetty("netty-auto", this.endpoint, paths, propagation));
		soak(CALLS);
		assertThatAllIsRight();
		assertThatNothingIsLeftBehind();
	}

	@Test
	void aSnapshotThatIsTakenOnTheWrongThreadIsNoticed() {
		this.applications.add(SoakApplication.onTomcat("broken", this.endpoint, List.of(WrongThreadPaths.class)));
		soak(2000);
		assertThat(this.endpoint.count(Verdict.MISATTRIBUTED)).isPositive();
		this.endpoint.verdicts().forEach((path, counts) -> {
			if (!path.endsWith(WrongThreadPaths.PATH)) {
				assertThat(counts.get(Verdict.MISATTRIBUTED).sum()).as(path).isZero();
			}
		});
	}

	@Test
	void whatIsLeftBehindIsNoticed() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(2);
		try {
			assertThat(Leaks.threadsWithContext(pool, 2)).isEmpty();
			pool.submit((Callable<?>) () -> UserSecurityContextHolder.bind(UserSecurityContext.empty())).get();
			assertThat(Leaks.threadsWithContext(pool, 2)).hasSize(1);
		}
		finally {
			pool.shutdownNow();
		}
		Set<UserSecurityContext> kept = new HashSet<>();
		for (int i = 0; i < 10 * FEW; i++) {
			kept.add(UserSecurityContext.builder().endUserId("user-" + i).build());
		}
		assertThat(Leaks.reachableContexts()).isGreaterThan(kept.size() - 1L);
	}

	private void soak(long calls) {
		// requests that fail are part of it
		this.logging.setLogLevel("ROOT", LogLevel.OFF);
		long start = System.nanoTime();
		this.driver.run(this.applications, this.endpoint, calls);
		while (this.endpoint.inFlight() > 0) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
		}
		System.out.printf("Soak: seed %d, %d users, %d threads, %d calls in %d s, %s%n%s%n", SEED, SoakUser.COUNT,
				Thread.activeCount(), this.endpoint.calls(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
				this.driver.outcomes(), report());
	}

	private String report() {
		StringBuilder report = new StringBuilder();
		for (Verdict verdict : Verdict.values()) {
			report.append(verdict).append('=').append(this.endpoint.count(verdict)).append(' ');
		}
		return report.append(this.endpoint.verdicts()).toString();
	}

	private void assertThatAllIsRight() {
		assertThat(this.endpoint.count(Verdict.MISATTRIBUTED)).as(this.endpoint.wrong().toString()).isZero();
		assertThat(this.endpoint.count(Verdict.LOST)).as(this.endpoint.wrong().toString()).isZero();
		assertThat(this.driver.unexpected()).as(this.driver.outcomes().toString())
			.isLessThanOrEqualTo(this.driver.requests() / 200);
		assertThat(this.endpoint.verdicts().keySet()).containsAll(this.applications.stream()
			.flatMap((application) -> application.paths().stream().map((path) -> application.name() + path))
			.filter((path) -> !path.contains("timeout"))
			.toList());
	}

	private void assertThatNothingIsLeftBehind() throws Exception {
		for (SoakApplication application : this.applications) {
			Pools pools = application.context().getBean(Pools.class);
			for (Executor pool : List.of(pools.tasks, pools.mvc, pools.waiting, pools.forkJoin)) {
				assertThat(Leaks.threadsWithContext(pool, Pools.SIZE)).isEmpty();
			}
			if (((WebServerApplicationContext) application.context())
				.getWebServer() instanceof TomcatWebServer tomcat) {
				assertThat(
						Leaks.threadsWithContext(tomcat.getTomcat().getConnector().getProtocolHandler().getExecutor(),
								SoakApplication.REQUEST_THREADS))
					.isEmpty();
			}
		}
		Map<Executor, Integer> shared = Map.of(ForkJoinPool.commonPool(), ForkJoinPool.getCommonPoolParallelism(),
				Schedulers.parallel()::schedule, Runtime.getRuntime().availableProcessors(),
				Schedulers.boundedElastic()::schedule, Runtime.getRuntime().availableProcessors());
		for (Map.Entry<Executor, Integer> pool : shared.entrySet()) {
			assertThat(Leaks.threadsWithContext(pool.getKey(), pool.getValue())).isEmpty();
		}
		assertThat(Leaks.reachableContexts()).isLessThan(FEW);
	}

}
