using Firstlight.Devices;

namespace Firstlight.Gateway.Links;

/// <summary>Which events a maker should hear about.</summary>
internal static class EventRules
{
    /// <summary>What libraries log by themselves, such as <c>sys_ota</c>.</summary>
    private const string OfLibraries = "sys_";

    /// <summary>True when the template does not know the code, which disturbs nothing but is probably a mistake.</summary>
    public static bool IsOdd(Template? template, string code) =>
        template is not null
        && template.FindEvent(code) is null
        && !code.StartsWith(OfLibraries, StringComparison.Ordinal);
}
