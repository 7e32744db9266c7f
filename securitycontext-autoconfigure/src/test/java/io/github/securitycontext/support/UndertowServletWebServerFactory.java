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

package io.github.securitycontext.support;

import java.net.InetSocketAddress;
import java.util.Set;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/**
 * Undertow as Spring Boot 3.5 sets it up. Spring Boot 4 no longer does.
 */
class UndertowServletWebServerFactory implements ServletWebServerFactory {

	private final boolean useForwardHeaders;

	UndertowServletWebServerFactory(boolean useForwardHeaders) {
		this.useForwardHeaders = useForwardHeaders;
	}

	@Override
	public WebServer getWebServer(ServletContextInitializer... initializers) {
		DeploymentInfo deployment = Servlets.deployment()
			.setClassLoader(getClass().getClassLoader())
			.setContextPath("/")
			.setDeploymentName("spring-boot")
			.addServletContainerInitializer(new ServletContainerInitializerInfo(Initializer.class,
					new ImmediateInstanceFactory<>(new Initializer(initializers)), Set.of()));
		DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
		manager.deploy();
		return new UndertowWebServer(manager, this.useForwardHeaders);
	}

	record Initializer(ServletContextInitializer... initializers) implements ServletContainerInitializer {

		@Override
		public void onStartup(Set<Class<?>> classes, ServletContext servletContext) throws ServletException {
			for (ServletContextInitializer initializer : this.initializers) {
				initializer.onStartup(servletContext);
			}
		}

	}

	private static final class UndertowWebServer implements WebServer {

		private final DeploymentManager manager;

		private final boolean useForwardHeaders;

		private Undertow undertow;

		UndertowWebServer(DeploymentManager manager, boolean useForwardHeaders) {
			this.manager = manager;
			this.useForwardHeaders = useForwardHeaders;
		}

		@Override
		public void start() {
			try {
				HttpHandler handler = this.manager.start();
				this.undertow = Undertow.builder()
					.setIoThreads(1)
					.setWorkerThreads(4)
					.setServerOption(UndertowOptions.ENABLE_HTTP2, true)
					.addHttpListener(0, "::", this.useForwardHeaders ? Handlers.proxyPeerAddress(handler) : handler)
					.build();
				this.undertow.start();
			}
			catch (ServletException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public void stop() {
			if (this.undertow != null) {
				this.undertow.stop();
			}
		}

		@Override
		public void destroy() {
			stop();
			this.manager.undeploy();
		}

		@Override
		public int getPort() {
			return (this.undertow != null)
					? ((InetSocketAddress) this.undertow.getListenerInfo().get(0).getAddress()).getPort() : -1;
		}

	}

}
