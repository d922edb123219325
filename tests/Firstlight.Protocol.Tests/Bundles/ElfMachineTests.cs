using Firstlight.Protocol.Bundles;

namespace Firstlight.Protocol.Tests.Bundles;

public sealed class ElfMachineTests
{
    [Theory]
    [InlineData(62, "amd64")]
    [InlineData(183, "arm64")]
    [InlineData(40, "armhf")]
    public void A_program_runs_on_its_own_processor_only(byte machine, string architecture)
    {
        foreach (var each in BundleArchitecture.All)
            ElfMachine.MayRunOn(Head(machine), each).ShouldBe(each == architecture);
    }

    [Fact]
    public void A_program_in_the_other_byte_order_runs_nowhere() =>
        ElfMachine.MayRunOn(Head(62, order: 2), "amd64").ShouldBeFalse();

    [Fact]
    public void A_script_may_run_anywhere() =>
        ElfMachine.MayRunOn("#!/bin/sh\necho 1234567890"u8, "armhf").ShouldBeTrue();

    private static byte[] Head(byte machine, byte order = 1) =>
        [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, order, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, machine, 0];
}
