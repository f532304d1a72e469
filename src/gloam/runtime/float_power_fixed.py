"""float ** float in fixed point of 128 bits: fast, and it knows when it is not sure.

a = 2**k * m with m near 1, log2(m) = 4 * z * P(z * z) for z = (m - 1) / (m + 1), and with
b * log2(a) = n + g the result is 2**n * 2**g, where 2**g is exp(g / 8 * ln(2)) squared three times.
Fractions are pairs of u64, `high` and `low`. All errors together stay below 2**-88 of the result;
if it is so near the midpoint of two floats, the answer is NaN: ask `float_power` instead.
"""
# a fraction is two arguments

from typing import Final

from gloam.machine import (
    bits_float,
    div_wide,
    float_bits,
    i64,
    leading_zeros,
    mul_high,
    rem_wide,
    u64,
    wrapping_add,
    wrapping_mul,
    wrapping_shl,
    wrapping_sub,
)
from gloam.runtime.float_repr import exponent_of, significand_of
from gloam.runtime.rounding import EXPONENT_BIAS, EXPONENT_MAX, EXPONENT_MIN, SIGN_BIT, nan

SQRT_2: Final = u64(0x16_A09E_667F_3BCD)  # times 2**52
ONE: Final = u64(0x10_0000_0000_0000)  # 2**52
HALF: Final = u64(0x8000_0000_0000_0000)
UNSURE: Final = u64(0x4000_0000)  # of a unit in the last place, in 2**-64
EXPONENT_B_MIN: Final = i64(-60)  # 2**-60 <= abs(b) < 2**12
EXPONENT_B_MAX: Final = i64(11)


def fast_power(a: float, b: float) -> float:
    """a ** b for finite a > 0 that is not 1, or NaN when this method cannot tell."""
    size = float_bits(a)
    c = significand_of(size)
    shift = leading_zeros(c) - 11
    c = wrapping_shl(c, u64(shift))
    k = exponent_of(size) - shift + 52
    one = ONE
    if c > SQRT_2:
        one = ONE * 2
        k += 1
    below_one = c < one
    numerator = one - c if below_one else c - one
    z_high = div_wide(numerator, u64(0), c + one)
    z_low = div_wide(rem_wide(numerator, u64(0), c + one), u64(0), c + one)
    square_low = _product_low(z_high, z_low, z_high, z_low)
    square_high = _product_high(z_high, z_low, z_high, z_low)
    high = u64(0x0481_07AF_D689_F323)
    high = wrapping_add(u64(0x04BC_28E6_CDD9_3AAF), mul_high(square_high, high))
    high = wrapping_add(u64(0x04FD_AE92_6A45_D612), mul_high(square_high, high))
    high = wrapping_add(u64(0x0546_B13B_B22C_91D9), mul_high(square_high, high))
    high = wrapping_add(u64(0x0598_8D6D_DC00_B9B8), mul_high(square_high, high))
    high = wrapping_add(u64(0x05F4_F9A6_7ED7_7B60), mul_high(square_high, high))
    high = wrapping_add(u64(0x065E_2559_B3BA_3470), mul_high(square_high, high))
    high = wrapping_add(u64(0x06D6_E5BF_2956_3852), mul_high(square_high, high))
    high = wrapping_add(u64(0x0762_F820_5FD7_FF63), mul_high(square_high, high))
    high = wrapping_add(u64(0x0807_66BF_0401_0A77), mul_high(square_high, high))
    high = wrapping_add(u64(0x08CB_2763_7E4A_486A), mul_high(square_high, high))
    high = wrapping_add(u64(0x09B8_1E0F_A687_FF32), mul_high(square_high, high))
    low = u64(0)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0xA1CB_C3B1_E810_C771))
    high = _with_carry(high, u64(0x0ADC_D64D_BA1F_86A1), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x731A_220D_E4DF_D0F8))
    high = _with_carry(high, u64(0x0C4F_9D8B_4A67_FEFB), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x711E_274B_1BC7_2C32))
    high = _with_carry(high, u64(0x0E34_7AB4_698B_B00E), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x5723_A2CD_20D4_1CF5))
    high = _with_carry(high, u64(0x10C9_A849_9402_2D28), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x6A80_E36C_7D75_06F3))
    high = _with_carry(high, u64(0x1484_B13D_7C02_A8F8), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x645C_921D_C5DF_9B38))
    high = _with_carry(high, u64(0x1A61_762A_7ADE_D93F), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x594E_6629_AE9F_72E8))
    high = _with_carry(high, u64(0x24EE_D8A1_DF37_FCF2), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0x3F82_AA45_785F_14D8))
    high = _with_carry(high, u64(0x3D8E_13B8_7407_FAE9), low, product)
    product = _product_low(square_high, square_low, high, low)
    high = _product_high(square_high, square_low, high, low)
    low = wrapping_add(product, u64(0xBE87_FED0_691D_3E89))
    high = _with_carry(high, u64(0xB8AA_3B29_5C17_F0BB), low, product)
    z_high = z_high << 2 | z_low >> 62
    z_low = wrapping_shl(z_low, u64(2))
    fraction_low = _product_low(z_high, z_low, high, low)
    fraction_high = _product_high(z_high, z_low, high, low)
    # The absolute value of log2(a), and its sign.
    negative = k < 0 or (k == 0 and below_one)
    whole = u64(-k if negative else k)
    if below_one != negative and fraction_high | fraction_low != 0:
        whole = whole - 1
        fraction_low = wrapping_sub(u64(0), fraction_low)
        fraction_high = ~fraction_high if fraction_low != 0 else wrapping_sub(u64(0), fraction_high)
    return _scaled_power(whole, fraction_high, fraction_low, b, negative != (b < 0.0))


def _scaled_power(whole: u64, high: u64, low: u64, b: float, negative: bool) -> float:
    """2 ** (abs(b) * whole.fraction), or of its negative."""
    size = float_bits(b) & ~SIGN_BIT
    c = significand_of(size)
    exponent = exponent_of(size) + 63 - leading_zeros(c)
    if exponent < EXPONENT_B_MIN or exponent > EXPONENT_B_MAX:
        return nan()
    c = wrapping_shl(c, u64(leading_zeros(c)))
    # The product in four digits, and its upper three shifted so that the lowest is the whole part.
    p1 = mul_high(low, c)
    p0 = wrapping_mul(low, c)
    middle = wrapping_mul(high, c)
    p1 = wrapping_add(p1, middle)
    p2 = mul_high(high, c) + (u64(1) if p1 < middle else u64(0))
    top = wrapping_mul(whole, c)
    p2 = wrapping_add(p2, top)
    p3 = mul_high(whole, c) + (u64(1) if p2 < top else u64(0))
    shift = u64(63 - exponent)
    if shift >= 64:
        p0 = p1
        p1 = p2
        p2 = p3
        p3 = u64(0)
        shift = shift - 64
    if shift > 0:
        p0 = p0 >> shift | wrapping_shl(p1, 64 - shift)
        p1 = p1 >> shift | wrapping_shl(p2, 64 - shift)
        p2 = p2 >> shift | wrapping_shl(p3, 64 - shift)
    if p2 > 1100:
        return nan()
    n = i64(p2)
    if negative:
        n = -n - 1
        p0 = wrapping_sub(u64(0), p0)
        p1 = ~p1 if p0 != 0 else wrapping_sub(u64(0), p1)
        if p0 == 0 and p1 == 0:
            n += 1
    if n < EXPONENT_MIN or n > EXPONENT_MAX:
        return nan()
    return _assemble(n, p1, p0)


def _assemble(n: i64, g_high: u64, g_low: u64) -> float:
    """2 ** (n + g)."""
    g_low = g_low >> 3 | wrapping_shl(g_high, u64(61))
    g_high = g_high >> 3
    x_low = _product_low(g_high, g_low, u64(0xB172_17F7_D1CF_79AB), u64(0xC9E3_B398_03F2_F6AF))
    x_high = _product_high(g_high, g_low, u64(0xB172_17F7_D1CF_79AB), u64(0xC9E3_B398_03F2_F6AF))
    high = u64(0x0000_0000_0000_654B)
    high = wrapping_add(u64(0x0000_0000_0006_B9FC), mul_high(x_high, high))
    high = wrapping_add(u64(0x0000_0000_006B_9FCF), mul_high(x_high, high))
    high = wrapping_add(u64(0x0000_0000_064E_5D2A), mul_high(x_high, high))
    high = wrapping_add(u64(0x0000_0000_5849_184E), mul_high(x_high, high))
    high = wrapping_add(u64(0x0000_0004_7BB6_3BFE), mul_high(x_high, high))
    high = wrapping_add(u64(0x0000_0035_CC8A_CFEA), mul_high(x_high, high))
    low = u64(0)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0xEB8E_5DE0_2DA7_D4CD))
    high = _with_carry(high, u64(0x0000_024F_C9F6_EF13), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x338F_AAC1_C88E_5001))
    high = _with_carry(high, u64(0x0000_171D_E3A5_56C7), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0xD00D_00D0_0D00_D00D))
    high = _with_carry(high, u64(0x0000_D00D_00D0_0D00), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x8068_0680_6806_8068))
    high = _with_carry(high, u64(0x0006_8068_0680_6806), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x82D8_2D82_D82D_82D8))
    high = _with_carry(high, u64(0x002D_82D8_2D82_D82D), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x1111_1111_1111_1111))
    high = _with_carry(high, u64(0x0111_1111_1111_1111), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x5555_5555_5555_5555))
    high = _with_carry(high, u64(0x0555_5555_5555_5555), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x5555_5555_5555_5555))
    high = _with_carry(high, u64(0x1555_5555_5555_5555), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x0000_0000_0000_0000))
    high = _with_carry(high, u64(0x4000_0000_0000_0000), low, product)
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = wrapping_add(product, u64(0x0000_0000_0000_0000))
    high = _with_carry(high, u64(0x8000_0000_0000_0000), low, product)
    # exp(x) - 1 is 2 * x times the polynomial.
    x_high = x_high << 1 | x_low >> 63
    x_low = wrapping_shl(x_low, u64(1))
    product = _product_low(x_high, x_low, high, low)
    high = _product_high(x_high, x_low, high, low)
    low = product
    squarings = 3
    while squarings > 0:
        # (1 + q)**2 - 1 = q**2 + 2 * q
        product = _product_low(high, low, high, low)
        square = _product_high(high, low, high, low)
        twice = wrapping_shl(low, u64(1))
        high = high << 1 | low >> 63
        low = wrapping_add(product, twice)
        high = _with_carry(high, square, low, product)
        squarings -= 1
    rest = wrapping_shl(high, u64(52)) | low >> 12
    distance = rest - HALF if rest >= HALF else HALF - rest
    if distance < UNSURE:
        return nan()
    bits = (u64(n + EXPONENT_BIAS) << 52) + (high >> 12)
    if rest >= HALF:
        bits = bits + 1
    return bits_float(bits)


def _product_high(a_high: u64, a_low: u64, b_high: u64, b_low: u64) -> u64:
    """The upper half of the product of two fractions."""
    crossed = mul_high(a_high, b_low)
    low = wrapping_add(wrapping_mul(a_high, b_high), crossed)
    carry = u64(1) if low < crossed else u64(0)
    other = mul_high(a_low, b_high)
    carry = carry + (u64(1) if wrapping_add(low, other) < other else u64(0))
    return wrapping_add(mul_high(a_high, b_high), carry)


def _product_low(a_high: u64, a_low: u64, b_high: u64, b_low: u64) -> u64:
    """The lower half, without what a_low * b_low adds to its last digit."""
    crossed = wrapping_add(mul_high(a_high, b_low), mul_high(a_low, b_high))
    return wrapping_add(wrapping_mul(a_high, b_high), crossed)


def _with_carry(a: u64, b: u64, low: u64, addend: u64) -> u64:
    """a + b, and 1 if the sum `low` of lower halves is less than one of them."""
    return wrapping_add(wrapping_add(a, b), u64(1) if low < addend else u64(0))
