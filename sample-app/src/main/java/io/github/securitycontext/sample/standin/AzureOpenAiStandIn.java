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

package io.github.securitycontext.sample.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.github.securitycontext.sample.received.ReceivedCalls;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A server on this machine that answers chat-completions calls as Azure OpenAI does where
 * it matters: which paths and versions there are, which members a body may have, and what
 * answers look like. It asks for no key, because Azure's clients send none without
 * encryption.
 */
public class AzureOpenAiStandIn {

	private static final int THREADS = 32;

	private static final int BACKLOG = 1000;

	private final Set<String> deployments;

	private final ReceivedCalls calls;

	private final HttpServer server;

	private final ExecutorService executor;

	public AzureOpenAiStandIn(Set<String> deployments, ReceivedCalls calls) {
		this.deployments = deployments;
		this.calls = calls;
		this.server = createServer();
		this.executor = createExecutor();
	}

	private static HttpServer createServer() {
		// head and body are written one after the other: without this, a client that
		// keeps the connection waits 40 ms for the second
		System.setProperty("sun.net.httpserver.nodelay", "true");
		try {
			return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The stand-in for Azure OpenAI cannot listen on this machine", ex);
		}
	}

	private static ExecutorService createExecutor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("stand-in-");
		threads.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(BACKLOG), threads);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	public void start() {
		this.server.createContext("/", new ChatCompletionsHandler(this.deployments, this.calls));
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	public void stop() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * Where the stand-in can be reached.
	 * @return the endpoint for a client
	 */
	public String endpoint() {
		InetSocketAddress address = this.server.getAddress();
		return "http://" + (address.getAddress().getHostAddress().contains(":") ? "[::1]" : "127.0.0.1") + ":"
				+ address.getPort();
	}

}
