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

package io.github.securitycontext.benchmarks.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;

import javax.management.JMException;
import javax.management.ObjectName;

import io.github.securitycontext.sample.SampleApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the sample application, writes what that took, and ends with its input, which is
 * at the latest when the process that started it ends. It is the only class beside the
 * sample's: nested classes and those of the benchmarks are not there.
 */
public final class SampleLauncher {

	/**
	 * How the line begins that is written when the application is ready.
	 */
	public static final String READY = "ready";

	private static final Pattern CLASS_OF_STARTER = Pattern
		.compile("--io\\.github\\.securitycontext\\.(?!sample\\.|test\\.|benchmarks\\.)");

	private SampleLauncher() {
	}

	public static void main(String[] args) throws IOException, JMException {
		ConfigurableApplicationContext context = SpringApplication.run(SampleApplication.class, args);
		// nothing comes between: the listeners of ApplicationReadyEvent are called last
		long ready = System.currentTimeMillis();
		long cpuTime = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
		long time = ready - ManagementFactory.getRuntimeMXBean().getStartTime();
		long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
		System.out.println(READY + " " + context.getEnvironment().getProperty("local.server.port") + " " + time + " "
				+ cpuTime + " " + context.getBeanDefinitionCount() + " " + classes + " " + classesOfStarter());
		System.in.read();
		System.exit(0);
	}

	private static long classesOfStarter() throws JMException {
		Object loaded = ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmClassHierarchy",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
		return CLASS_OF_STARTER.matcher((String) loaded).results().count();
	}

}
