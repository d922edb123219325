using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>
/// Holds <see cref="MailOptions"/> against their limits. Written by the compiler from the attributes, whose own validation by reflection is not safe when two hosts of one
/// process start at once.
/// </summary>
[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
