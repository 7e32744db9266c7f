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

package io.github.securitycontext.sample.users;

/**
 * An organisation in Entra ID.
 *
 * @param id the tenant id
 * @param name the name of the organisation
 */
record Tenant(String id, String name) {

	static final Tenant CONTOSO = new Tenant("7b1c6a52-3f0d-4f6e-9a2b-5d8e41c0f7a3", "Contoso");

	static final Tenant FABRIKAM = new Tenant("c4e9d013-8a77-4b52-b1f6-0e2f9d6a5b84", "Fabrikam");

}
