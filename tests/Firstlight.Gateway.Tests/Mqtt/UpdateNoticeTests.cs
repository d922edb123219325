using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Gateway.Mqtt;

namespace Firstlight.Gateway.Tests.Mqtt;

/// <summary>The notice as a client in the field reads it: all five keys, whatever is known.</summary>
public sealed class UpdateNoticeTests
{
    [Fact]
    public void All_five_keys_are_there_when_the_tag_names_no_build()
    {
        var file = new FirmwareFile(
            new FirmwareId(1),
            OrganisationId.Root,
            default,
            "f.bin",
            "name",
            412_672,
            "",
            "",
            "TMPL00AABBCC",
            "1.5.0",
            Build: null,
            default,
            default
        );

        UpdateNotice
            .Of(file, "https://h:8443/static/fw/name.bin?token=abc&s=1")
            .ShouldBe(
                """{"url":"https://h:8443/static/fw/name.bin?token=abc&s=1","size":412672,"type":"TMPL00AABBCC","ver":"1.5.0","build":""}"""
            );
    }
}
