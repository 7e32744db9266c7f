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

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * The beans of a type in their order, looked up when they are first needed, and kept only
 * if all are singletons: one of another scope may be the next request's.
 *
 * @param <T> the type of the beans
 */
final class OrderedBeans<T> implements Supplier<List<T>> {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Class<T> type;

	private final ObjectProvider<T> provider;

	private final Comparator<? super T> comparator;

	private volatile @Nullable List<T> singletons;

	OrderedBeans(ConfigurableListableBeanFactory beanFactory, Class<T> type, ObjectProvider<T> provider) {
		this(beanFactory, type, provider, (first, second) -> 0);
	}

	/**
	 * Creates a supplier.
	 * @param comparator comes before the beans' own order
	 */
	OrderedBeans(ConfigurableListableBeanFactory beanFactory, Class<T> type, ObjectProvider<T> provider,
			Comparator<? super T> comparator) {
		this.beanFactory = beanFactory;
		this.type = type;
		this.provider = provider;
		this.comparator = comparator;
	}

	@Override
	public List<T> get() {
		List<T> beans = this.singletons;
		if (beans == null) {
			beans = this.provider.orderedStream().sorted(this.comparator).toList();
			if (areSingletons()) {
				this.singletons = beans;
			}
		}
		return beans;
	}

	private boolean areSingletons() {
		return Arrays.stream(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, this.type))
			.allMatch((name) -> this.beanFactory.isSingleton(name) || !isCandidate(name));
	}

	/**
	 * The target behind a scoped proxy is none, and the proxy itself is a singleton.
	 */
	private boolean isCandidate(String name) {
		return !this.beanFactory.containsBeanDefinition(name)
				|| this.beanFactory.getMergedBeanDefinition(name).isAutowireCandidate();
	}

}
