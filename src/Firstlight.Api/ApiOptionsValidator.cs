using Microsoft.Extensions.Options;

namespace Firstlight.Api;

/// <summary>
/// Holds <see cref="ApiOptions"/> against their limits. Written by the compiler from the attributes, whose own validation by reflection is not safe when two hosts of one
/// process start at once.
/// </summary>
[OptionsValidator]
internal sealed partial class ApiOptionsValidator : IValidateOptions<ApiOptions>;
