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

package io.github.securitycontext.benchmarks;

import java.util.List;

/**
 * How much load the sample application gets.
 *
 * @param rounds how often with new JVMs
 * @param warmUp how many slices each of them gets first, at least one
 * @param slices how many slices each of them is then measured for
 * @param calls how many calls a slice has
 * @param jvmOptions the options of the JVMs: with {@code -XX:TieredStopAtLevel=1} they
 * are warm after far fewer calls
 */
record LoadPlan(int rounds, int warmUp, int slices, int calls, List<String> jvmOptions) {
}
