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

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What became of an application that ran in a class loader of its own, with a part of the
 * class path.
 *
 * @param result what the application returned
 * @param classes the names of the classes that were defined
 */
public record IsolatedApplication(List<String> result, Set<String> classes) {

	/**
	 * Runs an application.
	 * @param absent a pattern found in the names of the files that are to be absent
	 * @param application runs the application, and returns what is to be known of it
	 */
	@SuppressWarnings("unchecked")
	public static IsolatedApplication runWithout(String absent, Class<? extends Supplier<List<String>>> application)
			throws Exception {
		ClassLoader original = Thread.currentThread().getContextClassLoader();
		try (RecordingClassLoader loader = new RecordingClassLoader(classPathWithout(absent))) {
			Thread.currentThread().setContextClassLoader(loader);
			Class<?> copy = loader.loadClass(application.getName());
			List<String> result = ((Supplier<List<String>>) copy.getDeclaredConstructor().newInstance()).get();
			return new IsolatedApplication(result, loader.defined);
		}
		finally {
			Thread.currentThread().setContextClassLoader(original);
		}
	}

	private static URL[] classPathWithout(String absent) {
		Predicate<String> isAbsent = Pattern.compile(absent).asPredicate();
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(Path::of)
			.filter((entry) -> !isAbsent.test(entry.getFileName().toString()))
			.map(IsolatedApplication::toUrl)
			.toArray(URL[]::new);
	}

	private static URL toUrl(Path entry) {
		try {
			return entry.toUri().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class RecordingClassLoader extends URLClassLoader {

		static {
			registerAsParallelCapable();
		}

		private final Set<String> defined = new ConcurrentSkipListSet<>();

		private RecordingClassLoader(URL[] classPath) {
			super(classPath, ClassLoader.getPlatformClassLoader());
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			Class<?> found = super.findClass(name);
			this.defined.add(name);
			return found;
		}

	}

}
