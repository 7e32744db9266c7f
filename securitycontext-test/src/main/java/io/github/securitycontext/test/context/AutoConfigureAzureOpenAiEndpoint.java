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

package io.github.securitycontext.test.context;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.securitycontext.test.AzureOpenAiEndpoint;

/**
 * Starts an {@link AzureOpenAiEndpoint} for the application context of a test, and points
 * the application's clients at it. The endpoint is a bean, to be injected into the test.
 * It is {@linkplain AzureOpenAiEndpoint#reset() reset} before each test method, and
 * closed with the context.
 * <p>
 * Its URL is in the property {@code securitycontext-test.endpoint}, for others to refer
 * to as <code>${securitycontext-test.endpoint}</code>, and in those named by
 * {@link #properties()}, or else in those of known clients:
 * <ul>
 * <li>{@code spring.ai.azure.openai.endpoint} (Spring AI 1.1)</li>
 * <li>{@code spring.ai.openai.base-url} (Spring AI 2.0), with {@code /openai/v1} at the
 * end, and {@code spring.ai.openai.microsoft-foundry} is {@code true}</li>
 * <li>{@code langchain4j.azure-open-ai.chat-model.endpoint},
 * {@code ….streaming-chat-model.endpoint} and {@code ….embedding-model.endpoint}</li>
 * <li>{@code spring.cloud.azure.openai.endpoint}, if the application sets it: there it
 * also switches the client on</li>
 * </ul>
 * They win over those of the application.
 * <p>
 * Test classes with the same settings share the context, and with it the endpoint. They
 * must not run at the same time.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureAzureOpenAiEndpoint {

	/**
	 * The properties that are to have the URL, in place of those of known clients.
	 * @return the names, such as {@code azure.openai.endpoint}
	 */
	String[] properties() default {};

	/**
	 * Whether to serve HTTPS, which Azure's clients insist on if they have a key or a
	 * token to send.
	 * <p>
	 * The certificate of the endpoint is then trusted by the whole JVM, in addition to
	 * those that are trusted anyway, until the last such context is closed. It is for
	 * 127.0.0.1 and localhost only. For this, {@code javax.net.ssl.trustStore} points at
	 * a temporary file, and {@link javax.net.ssl.SSLContext#setDefault} is called.
	 * Clients that were built before, or that have trust settings of their own, are not
	 * reached; nor are those of Reactor Netty, if one has already used HTTPS in this JVM.
	 * The client certificates of {@code javax.net.ssl.keyStore} are not sent meanwhile.
	 * @return {@code true} for HTTPS
	 */
	boolean https() default false;

}
