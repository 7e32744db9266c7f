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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A real application on a real server. Its pools are smaller than the load.
 */
final class SoakApplication implements AutoCloseable {

	static final int REQUEST_THREADS = 8;

	private static final List<String> ARGUMENTS = List.of("--server.port=0", "--server.address=127.0.0.1",
			"--server.tomcat.threads.max=" + REQUEST_THREADS, "--spring.task.execution.pool.core-size=" + Pools.SIZE,
			"--spring.task.execution.propagate-context=true", "--securitycontext.source-ip.trusted-proxies=127.0.0.1");

	private final String name;

	private final boolean reactive;

	private final ConfigurableApplicationContext context;

	private final List<String> paths;

	private final List<Executor> executors;

	private SoakApplication(String name, WebApplicationType type, List<Class<?>> sources, List<String> arguments) {
		this.name = name;
		this.reactive = type == WebApplicationType.REACTIVE;
		SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
		application.setWebApplicationType(type);
		this.context = application.run(arguments.toArray(String[]::new));
		this.paths = this.context.getBeansWithAnnotation(RestController.class)
			.values()
			.stream()
			.flatMap((controller) -> paths(controller.getClass()))
			.toList();
		this.executors = executors(this.context.getBean(Pools.class));
	}

	/**
	 * Starts an application on Tomcat.
	 * @param name the name
	 * @param endpoint where it makes its calls
	 * @param sources more classes
	 * @param properties in the form {@code name=value}
	 */
	static SoakApplication onTomcat(String name, JudgingEndpoint endpoint, List<Class<?>> sources,
			String... properties) {
		return start(name, WebApplicationType.SERVLET, endpoint, ServletConfiguration.class, sources, properties);
	}

	/**
	 * Starts an application on Reactor Netty.
	 * @param name the name
	 * @param endpoint where it makes its calls
	 * @param sources more classes
	 * @param properties in the form {@code name=value}
	 */
	static SoakApplication onNetty(String name, JudgingEndpoint endpoint, List<Class<?>> sources,
			String... properties) {
		return start(name, WebApplicationType.REACTIVE, endpoint, WebFluxConfiguration.class, sources, properties);
	}

	private static SoakApplication start(String name, WebApplicationType type, JudgingEndpoint endpoint,
			Class<?> configuration, List<Class<?>> sources, String... properties) {
		List<Class<?>> classes = new ArrayList<>(sources);
		classes.add(configuration);
		List<String> arguments = new ArrayList<>(ARGUMENTS);
		arguments.add("--spring.application.name=" + name);
		arguments.add("--endpoint=" + endpoint.url());
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		return new SoakApplication(name, type, classes, arguments);
	}

	private static Stream<String> paths(Class<?> controller) {
		return Arrays.stream(ReflectionUtils.getDeclaredMethods(controller))
			.map((method) -> AnnotatedElementUtils.getMergedAnnotation(method, GetMapping.class))
			.filter(Objects::nonNull)
			.map((mapping) -> mapping.path()[0]);
	}

	private List<Executor> executors(Pools pools) {
		List<Executor> executors = new ArrayList<>(List.of(pools.tasks, pools.mvc, pools.forkJoin,
				ForkJoinPool.commonPool(), Schedulers.boundedElastic()::schedule));
		executors.addAll(this.context.getBeansOfType(ThreadPoolTaskExecutor.class).values());
		return executors;
	}

	String name() {
		return this.name;
	}

	/**
	 * Whether the context of a request is lost when it ends.
	 */
	boolean isReactive() {
		return this.reactive;
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	int port() {
		return ((WebServerApplicationContext) this.context).getWebServer().getPort();
	}

	Calls calls() {
		return this.context.getBean(Calls.class);
	}

	List<String> paths() {
		return this.paths;
	}

	/**
	 * Pools whose tasks may block.
	 */
	List<Executor> executors() {
		return this.executors;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
