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

package io.github.securitycontext.autoconfigure;

import java.util.List;

import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import io.github.securitycontext.attach.ClientSettings;
import io.github.securitycontext.log.OneTimeLog;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Makes every client bean of one library carry the context. Done before initialisation,
 * so that spies and other wrappers go around ours. The products of factory beans are seen
 * only after it, and so are classes of the application, whose methods others look for.
 */
class ClientPostProcessor implements BeanPostProcessor {

	private final OneTimeLog log = new OneTimeLog(ClientPostProcessor.class);

	private final List<Class<?>> types;

	private final ObjectProvider<? extends ClientAdapter> adapter;

	private final ObjectProvider<ClientSettingsFactory> settings;

	private final ObjectProvider<ClientBeans> beans;

	/**
	 * Creates a post-processor.
	 * @param types the types of the clients, known before the adapter is created
	 * @param adapter the adapter of the library
	 * @param settings the settings of all clients
	 * @param beans the clients of all libraries
	 */
	ClientPostProcessor(List<Class<?>> types, ObjectProvider<? extends ClientAdapter> adapter,
			ObjectProvider<ClientSettingsFactory> settings, ObjectProvider<ClientBeans> beans) {
		this.types = types;
		this.adapter = adapter;
		this.settings = settings;
		this.beans = beans;
	}

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		return (isClient(bean) && isOfLibrary(bean)) ? attachTo(bean, beanName) : bean;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return isClient(bean) ? attachTo(bean, beanName) : bean;
	}

	private boolean isOfLibrary(Object bean) {
		for (Class<?> type : this.types) {
			if (type.getPackageName().equals(bean.getClass().getPackageName())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A scoped proxy is none: the clients behind it are.
	 */
	private boolean isClient(Object bean) {
		for (Class<?> type : this.types) {
			if (type.isInstance(bean)) {
				return !(bean instanceof ScopedObject);
			}
		}
		return false;
	}

	private Object attachTo(Object client, String beanName) {
		ClientAdapter adapter = this.adapter.getObject();
		ClientSettingsFactory settings = this.settings.getObject();
		ClientBeans beans = this.beans.getObject();
		String name = ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName)
				: beanName;
		try {
			Object carrying = adapter.attachTo(client, (origin) -> settings.create(name, origin, beans::mayHave));
			Class<?> declared = beans.findDeclaredType(beanName);
			if (declared == null || declared.isInstance(carrying) || !declared.isInstance(client)) {
				beans.note(name, describe(adapter, carrying));
				return carrying;
			}
			beans.note(name, describe(adapter, carrying).withCoverage(ClientCoverage.DECLARED_AS_CLASS));
			this.log.warn("The bean '" + name + "' carries no user security context, because it is declared as "
					+ declared.getName() + ". Declare it as one of the interfaces of that class");
		}
		catch (Throwable ex) {
			// an error, too: what stands in for a client may fail as it likes
			this.log.warn("The bean '" + name + "' carries no user security context, because it could not be wrapped",
					ex);
			beans.note(name, describe(adapter, client).withCoverage(ClientCoverage.NOT_WRAPPED));
		}
		failIfEnforced(name, settings.create(name, null, beans::mayHave));
		return client;
	}

	/**
	 * A client must not go without what its calls must carry.
	 */
	private static void failIfEnforced(String name, ClientSettings settings) {
		if (settings.enabled() && settings.required().isEnforced()) {
			throw new InvalidPropertyException("missing.action",
					"is 'reject', but calls of the bean '" + name
							+ "' can carry no user security context, as the log says",
					"Do what the log says, or exempt the bean by " + UserSecurityContextProperties.PREFIX + "."
							+ UserSecurityContextProperties.ofClient(name, "missing.action") + "=warn.");
		}
	}

	private static ClientDescription describe(ClientAdapter adapter, Object client) {
		try {
			return adapter.describe(client);
		}
		catch (Throwable ex) {
			// as above; calls are none the worse for it
			return ClientDescription.of(null, ClientCoverage.UNKNOWN);
		}
	}

}
