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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.securitycontext.attach.ClientAdapter;
import io.github.securitycontext.attach.ClientCoverage;
import io.github.securitycontext.attach.ClientDescription;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans that are clients of any library, known without creating any.
 */
final class ClientBeans {

	/** An application may make any number of beans while it runs. */
	private static final int MAX_DESCRIBED = 1000;

	private final ObjectProvider<ClientAdapter> adapters;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Map<String, ClientDescription> described = new ConcurrentHashMap<>();

	ClientBeans(ObjectProvider<ClientAdapter> adapters, ConfigurableListableBeanFactory beanFactory) {
		this.adapters = adapters;
		this.beanFactory = beanFactory;
	}

	/**
	 * Notes what a client is that was created.
	 */
	void note(String name, ClientDescription description) {
		if (this.described.size() < MAX_DESCRIBED || this.described.containsKey(name)) {
			this.described.put(name, description);
		}
	}

	/**
	 * Describes every client of this application context, in the order of their names.
	 */
	SortedMap<String, ClientDescription> describe() {
		SortedMap<String, ClientDescription> clients = new TreeMap<>(this.described);
		for (String name : names()) {
			if (this.beanFactory.containsLocalBean(name)) {
				clients.computeIfAbsent(name, this::describeOther);
			}
		}
		return clients;
	}

	private ClientDescription describeOther(String name) {
		boolean exists = this.beanFactory.containsSingleton(name) && !this.beanFactory.isFactoryBean(name);
		return ClientDescription.of(null, exists ? ClientCoverage.NOT_SEEN : ClientCoverage.NOT_CREATED);
	}

	List<String> names() {
		// a bean may have several types
		Set<String> names = new LinkedHashSet<>();
		for (Class<?> type : types()) {
			for (String name : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type, true,
					false)) {
				if (!ScopedProxyUtils.isScopedTarget(name)) {
					names.add(name);
				}
			}
		}
		return List.copyOf(names);
	}

	/**
	 * Whether a bean of that name is a client, or may be one: some types are not known
	 * before the bean is created.
	 */
	boolean mayHave(String name) {
		if (!this.beanFactory.containsBean(name)) {
			return false;
		}
		Class<?> type = this.beanFactory.getType(name, false);
		if (type == null) {
			return true;
		}
		for (Class<?> client : types()) {
			if (type.isAssignableFrom(client)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns the type that a bean, or the product of a factory bean, was declared with,
	 * or {@code null} if it is not known.
	 */
	@Nullable Class<?> findDeclaredType(String name) {
		if (!this.beanFactory.containsBeanDefinition(name)) {
			return null;
		}
		Class<?> type = this.beanFactory.getMergedBeanDefinition(name).getResolvableType().resolve();
		return (type != null && FactoryBean.class.isAssignableFrom(type)) ? this.beanFactory.getType(name, false)
				: type;
	}

	private List<Class<?>> types() {
		List<Class<?>> types = new ArrayList<>();
		for (ClientAdapter adapter : this.adapters) {
			types.addAll(adapter.getClientTypes());
		}
		return types;
	}

}
