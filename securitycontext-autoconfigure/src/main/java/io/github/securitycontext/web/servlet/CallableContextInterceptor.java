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

package io.github.securitycontext.web.servlet;

import java.util.concurrent.Callable;

import io.github.securitycontext.UserSecurityContextHolder;
import io.github.securitycontext.UserSecurityContextSnapshot;
import io.github.securitycontext.log.OneTimeLog;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Hands the context of a dispatch to the thread on which Spring MVC goes on with what a
 * controller returned: a {@link Callable}, or a body that streams. There is one for each
 * dispatch, because that thread must not ask the request, which may have ended, or be
 * somebody else's by then.
 */
final class CallableContextInterceptor implements CallableProcessingInterceptor {

	private static final OneTimeLog log = new OneTimeLog(CallableContextInterceptor.class);

	private volatile @Nullable UserSecurityContextSnapshot snapshot;

	private UserSecurityContextHolder.@Nullable Scope scope;

	static void register(ServletRequest request) {
		try {
			WebAsyncUtils.getAsyncManager(request)
				.registerCallableInterceptor(CallableContextInterceptor.class, new CallableContextInterceptor());
		}
		catch (Throwable ex) {
			// an error, too: the request does not need it
			log.warn("AI calls of callables carry no user, because Spring MVC could not be told", ex);
		}
	}

	@Override
	public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
		this.snapshot = UserSecurityContextSnapshot.capture();
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		UserSecurityContextSnapshot captured = this.snapshot;
		this.scope = (captured != null) ? captured.bind() : null;
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object concurrentResult) {
		UserSecurityContextHolder.Scope opened = this.scope;
		if (opened != null) {
			opened.close();
		}
	}

}
