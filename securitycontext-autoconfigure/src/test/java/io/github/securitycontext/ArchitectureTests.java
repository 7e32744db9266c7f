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

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.securitycontext.support.SameOnAnyJdk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rooms, and the direction of the way through them.
 */
@SameOnAnyJdk
class ArchitectureTests {

	private static final String BASE = "io.github.securitycontext";

	private static final JavaClasses classes = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importUrl(UserSecurityContext.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void aRoomDependsOnlyOnRoomsBeforeIt() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("log")
			.definedBy(BASE + ".log")
			.layer("root")
			.definedBy(BASE)
			.layer("identity")
			.definedBy(BASE + ".identity")
			.layer("network")
			.definedBy(BASE + ".network")
			.layer("web")
			.definedBy(BASE + ".web..")
			.layer("attach")
			.definedBy(BASE + ".attach")
			.layer("azure")
			.definedBy(BASE + ".azure")
			.layer("openai")
			.definedBy(BASE + ".openai")
			.layer("springai")
			.definedBy(BASE + ".springai")
			.layer("rest")
			.definedBy(BASE + ".rest")
			.layer("actuate")
			.definedBy(BASE + ".actuate")
			.layer("autoconfigure")
			.definedBy(BASE + ".autoconfigure")
			.whereLayer("log")
			.mayNotAccessAnyLayer()
			.whereLayer("root")
			.mayNotAccessAnyLayer()
			.whereLayer("identity")
			.mayOnlyAccessLayers("root", "log")
			.whereLayer("network")
			.mayOnlyAccessLayers("root", "log")
			.whereLayer("web")
			.mayOnlyAccessLayers("root", "log", "identity", "network")
			.whereLayer("attach")
			.mayOnlyAccessLayers("root", "log")
			.whereLayer("azure")
			.mayOnlyAccessLayers("root", "log", "attach")
			.whereLayer("openai")
			.mayOnlyAccessLayers("root", "log", "attach")
			.whereLayer("springai")
			.mayOnlyAccessLayers("root", "log", "attach")
			.whereLayer("rest")
			.mayOnlyAccessLayers("root", "log", "attach")
			.whereLayer("actuate")
			.mayOnlyAccessLayers("root", "log", "attach")
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.ensureAllClassesAreContainedInArchitecture()
			.check(classes);
	}

	@Test
	void noTwoRoomsDependOnEachOther() {
		slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(classes);
	}

	@Test
	void noTwoKindsOfWebApplicationsDependOnEachOther() {
		slices().matching(BASE + ".web.(*)..").should().beFreeOfCycles().check(classes);
		noClasses().that()
			.resideInAPackage(BASE + ".web.reactive")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(BASE + ".web.servlet", "jakarta.servlet..")
			.check(classes);
		noClasses().that()
			.resideInAPackage(BASE + ".web.servlet")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(BASE + ".web.reactive", "reactor..")
			.check(classes);
		noClasses().that()
			.resideInAPackage(BASE + ".web.server")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(BASE, BASE + ".identity")
			.check(classes);
	}

	@Test
	void theRootKnowsNothingOfSpringHttpOrAnySdk() {
		noClasses().that()
			.resideInAPackage(BASE)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "jakarta..", "com.azure..", "com.openai..", "org.apache..")
			.check(classes);
	}

	@Test
	void onlyTheHolderOfTheCurrentContextHasAThreadLocal() {
		noClasses().that()
			.doNotBelongToAnyOf(UserSecurityContextHolder.class)
			.should()
			.dependOnClassesThat()
			.areAssignableTo(ThreadLocal.class)
			.check(classes);
	}

	@ParameterizedTest
	@CsvSource({ "com.azure.., azure", "com.openai.., openai", "org.springframework.ai.., springai",
			"io.micrometer.core.., actuate", "io.micrometer.observation.., actuate",
			"org.springframework.boot.actuate.., actuate" })
	void onlyItsOwnRoomKnowsALibrary(String library, String room) {
		noClasses().that()
			.resideOutsideOfPackages(BASE + "." + room, BASE + ".autoconfigure")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.check(classes);
	}

	@Test
	void theAttachRoomKnowsNoFrameworkAndNoSecurity() {
		noClasses().that()
			.resideInAnyPackage(BASE + ".attach", BASE + ".network", BASE + ".log")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "jakarta..")
			.check(classes);
	}

}
