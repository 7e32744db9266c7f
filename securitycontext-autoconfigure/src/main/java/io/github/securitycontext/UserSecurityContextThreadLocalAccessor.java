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

package io.github.securitycontext;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets whatever propagates contexts with Micrometer's {@code context-propagation}, which
 * finds this class by itself, propagate the user security context, too: task decorators,
 * executors, Reactor.
 */
public final class UserSecurityContextThreadLocalAccessor implements ThreadLocalAccessor<Object> {

	/**
	 * The key of the context in snapshots, and in Reactor's contexts.
	 */
	static final String KEY = "io.github.securitycontext.UserSecurityContext";

	/**
	 * Returns what another accessor says is on the running thread.
	 * @param key the key of that accessor
	 * @return the value, or {@code null} if there is none, or no such accessor
	 */
	static @Nullable Object findOther(Object key) {
		for (ThreadLocalAccessor<?> accessor : ContextRegistry.getInstance().getThreadLocalAccessors()) {
			if (accessor.key().equals(key)) {
				return accessor.getValue();
			}
		}
		return null;
	}

	@Override
	public Object key() {
		return KEY;
	}

	/**
	 * Returns a snapshot of the running thread, which serves both to hand the context to
	 * another thread and to {@link #restore(Object)} what is bound now on this one.
	 * @return the snapshot, or {@code null} if nothing is bound
	 */
	@Override
	public @Nullable Object getValue() {
		return UserSecurityContextHolder.findSnapshot();
	}

	@Override
	public void setValue(Object value) {
		if (value instanceof UserSecurityContextSnapshot snapshot) {
			snapshot.bind();
		}
		else if (value instanceof ReactiveSource source) {
			UserSecurityContextHolder.bind(source);
		}
		else {
			setValue();
		}
	}

	/**
	 * Binds nobody, if anything is bound.
	 */
	@Override
	public void setValue() {
		if (UserSecurityContextHolder.isBound()) {
			UserSecurityContextHolder.bind(UserSecurityContextHolder.UNSAID);
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * A request is current again as such, not as what was read of it: its user may sign
	 * in later. A scope that has ended since does not come back.
	 */
	@Override
	public void restore(Object previousValue) {
		UserSecurityContextHolder.restore((UserSecurityContextSnapshot) previousValue);
	}

	@Override
	public void restore() {
		UserSecurityContextHolder.restore(null);
	}

}
